using ActivitySync.Intake;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;

namespace ActivitySync.Digest;

/// <summary>Chooses from a plan what the mail tells. Pure: the same plan and order give the same content.</summary>
internal static class ContentReader
{
    /// <summary>More labelled activities than this are counted, not listed: the mail stays short.</summary>
    public const int MostEntries = 4;

    /// <summary>Pains listed; more would bury the action.</summary>
    public const int MostReports = 3;

    /// <summary>Doubtful hashtags answered.</summary>
    public const int MostDoubts = 2;

    private const int MostQuestions = 2;
    private const int DaysAWeek = 7;

    /// <summary>A blocked day is worth a line if a runner who is late by this many days would take it.</summary>
    private const int DaysWorthKnowing = 2;

    /// <summary>The picture shows six weeks.</summary>
    private const int PictureLength = 42;

    /// <summary>The picture shows at least the days in which a window can lie, and a race within three weeks.</summary>
    private const int PictureLeastAhead = 10;

    private const int PictureMostAhead = 21;

    /// <summary>Two digests lie within: a key is made by hand.</summary>
    private const int KeyToldDays = 14;

    /// <summary>A calendar is read once a day; one that was away for longer than a weekend may have changed unseen.</summary>
    private static readonly TimeSpan _calendarFresh = TimeSpan.FromDays(3);

    /// <summary>From the first to the last sign that a week is not quiet (rules.md 7): what may set an answer off, in order.</summary>
    private static readonly ReasonCode[] _triggers =
    [
        ReasonCode.PainLocal, ReasonCode.KeepSlot, ReasonCode.RacePost, ReasonCode.RacePre, ReasonCode.VeryLong,
        ReasonCode.LongRun, ReasonCode.LongLoad, ReasonCode.HardBlock, ReasonCode.Maintenance, ReasonCode.SlotMove,
    ];

    public static DigestContent Read(PlannedRecovery planned, MailOrder order, RuleParameters parameters)
    {
        var plan = planned.Plan;
        var weekStart = order.WeekEnd.AddDays(1 - DaysAWeek);
        var trigger = TriggerOf(plan);
        var tone = plan.Medical is not null ? DigestTone.Medical : trigger is null && plan.Massage is null ? DigestTone.Quiet : DigestTone.Full;
        var raceAhead = RaceAhead(plan);
        var knownUntil = KnownUntil(order);
        var race = RaceOf(planned, order, parameters, knownUntil);
        var hasPicture = tone switch
        {
            DigestTone.Medical => false,
            DigestTone.Quiet when plan.Reasons.Contains(ReasonCode.NoRecentTraining) => false, // an empty picture under an empty week
            _ => order.Kind != MailOrder.RaceKind || plan.Massage is not null,
        };
        var pictureDays = !hasPicture ? ((DateOnly, DateOnly)?)null : PictureDays(order.Today, raceAhead);
        var groups = WeekLines.Of(plan.Activities, weekStart, order.WeekEnd);
        var listed = groups.Where(group => group.Lead.Labels.Count > 0)
            .OrderByDescending(group => group.Lead.Facts.EffortMinutes).Take(MostEntries).ToHashSet();
        var others = groups.Where(group => !listed.Contains(group)).ToList();
        return new DigestContent
        {
            Tone = tone,
            Plan = plan,
            Timeline = planned.Timeline,
            Today = order.Today,
            WeekStart = weekStart,
            WeekEnd = order.WeekEnd,
            EarlyGentle = order.Athlete.EarlyGentle,
            Units = order.Athlete.Units,
            Trigger = trigger,
            Week = [.. groups.Where(listed.Contains)],
            StravaAddresses = StravaAddressesOf(groups.Where(listed.Contains), planned),
            OtherCount = others.Count,
            OtherMinutes = others.Sum(group => group.Minutes + group.AroundMinutes),
            Questions = [.. plan.Questions.Select(question => Asked(question, planned)).OfType<OpenQuestion>().Where(question => IsKnown(question.Race?.Date, knownUntil)).Take(MostQuestions)],
            Doubts = [.. Doubts(planned.Timeline, order).Take(MostDoubts)],
            RaceAhead = raceAhead,
            RaceWindowOpens = raceAhead?.Date.AddDays(-parameters.PreRaceDays),
            DayToAvoid = DayToAvoid(plan),
            Reported = [.. Reported(plan, parameters).Take(MostReports)],
            Illnesses = [.. StillIll(planned.Timeline, parameters)],
            KnownUntil = knownUntil,
            StaleSources = StaleSources(order),
            KeyEndsOn = order.GarminKeyEndsOn is { } ends && ends.DayNumber - order.Today.DayNumber is >= 0 and < KeyToldDays ? ends : null,
            CalendarReadOn = order.CalendarsReadAt is { } read && order.WrittenAt - read > _calendarFresh ? DayOf(read, order) : null,
            RestsNext = order.RestsNext,
            WeekNumber = order.WeekEnd.DayNumber / DaysAWeek,
            Race = race,
            IsRaceMail = order.Kind == MailOrder.RaceKind,
            LastDeepDay = race is null ? null : RaceMailChoice.LastDeepDay(planned, race.Race),
            LastGentleDay = race is null ? null : RaceMailChoice.LastGentleDay(planned, race.Race),
            NothingNewDays = parameters.SelfLightBeforeDays,
            PictureDays = pictureDays,
            Sources = tone == DigestTone.Medical ? [] : SourcesOf(planned, pictureDays?.Item1 ?? weekStart),
        };
    }

    /// <summary>The mail itself, as long as the day still asks for it; for a digest the first that nobody has told.</summary>
    private static RaceMail? RaceOf(PlannedRecovery planned, MailOrder order, RuleParameters parameters, DateOnly? knownUntil)
    {
        if (order.Kind == MailOrder.NoticeKind || !order.Athlete.RaceMails) return null;
        var asked = RaceMailChoice.Of(planned, parameters).Where(mail => mail.Stage != RaceStage.After || mail.IsRecorded || IsKnown(mail.Race.Date, knownUntil));
        return order.Kind == MailOrder.RaceKind
            ? asked.FirstOrDefault(mail => mail.Period == order.Period)
            : asked.FirstOrDefault(mail => !order.ToldRaces.Contains(mail.Period));
    }

    private static Dictionary<string, string> StravaAddressesOf(IEnumerable<WeekEntry> listed, PlannedRecovery planned) =>
        listed.Select(entry => (entry.Lead.Activity.Id, Address: StravaAddress.Of(planned, entry.Lead.Activity.Id)))
            .Where(one => one.Address is not null)
            .Take(StravaAddress.MostLinks)
            .ToDictionary(one => one.Id, one => one.Address!, StringComparer.Ordinal);

    private static ReasonCode? TriggerOf(RecoveryPlan plan)
    {
        if (plan.Medical is not null) return null;
        var given = plan.Massage?.Reasons ?? plan.Reasons;
        var rested = plan.Reasons.Contains(ReasonCode.NoRecentTraining);
        foreach (var code in _triggers)
        {
            // Without recent training only a sore spot and a booked massage have something to say.
            if (rested && code is not (ReasonCode.PainLocal or ReasonCode.KeepSlot or ReasonCode.SlotMove)) continue;
            if (given.Contains(code)) return code;
        }

        return null;
    }

    private static RecoveryEvent? RaceAhead(RecoveryPlan plan) =>
        plan.Facts.Events
            .Where(ahead => !ahead.IsPast && ahead.Class <= EventClass.Short && ahead.Date > plan.AsOf)
            .MinBy(ahead => ahead.Date);

    private static (DateOnly From, DateOnly To) PictureDays(DateOnly today, RecoveryEvent? raceAhead)
    {
        var ahead = PictureLeastAhead;
        if (raceAhead is not null && raceAhead.Date.DayNumber - today.DayNumber <= PictureMostAhead)
            ahead = Math.Max(ahead, raceAhead.Date.DayNumber - today.DayNumber);
        return (today.AddDays(ahead + 1 - PictureLength), today.AddDays(ahead));
    }

    /// <summary>The first day soon after the window that looks free to a runner and is not.</summary>
    private static CalendarDay? DayToAvoid(RecoveryPlan plan)
    {
        if (plan.Massage is not { } massage) return null;
        return plan.Calendar.FirstOrDefault(day =>
            day.Date > massage.To && day.Date.DayNumber - massage.To.DayNumber <= DaysWorthKnowing
            && day.Swedish == DayState.Blocked
            && day.Because.Any(code => code is ReasonCode.NextDayNotEasy or ReasonCode.RaceTooClose));
    }

    /// <summary>Under a red flag what raised it, the gravest first; else all that hurts, the newest first.</summary>
    private static List<Pain> Reported(RecoveryPlan plan, RuleParameters parameters)
    {
        var pains = plan.Facts.ActivePains.OrderByDescending(pain => pain.Date).ThenByDescending(pain => pain.Severity).ToList();
        var grave = pains.Where(pain => LevelOf(pain) is not null).OrderBy(LevelOf).ToList();
        return plan.Medical?.Reasons.Contains(ReasonCode.RedFlag) == true && grave.Count > 0 ? grave : pains;

        MedicalLevel? LevelOf(Pain pain) => RedFlag.Of([pain], plan.AsOf, parameters)?.Level;
    }

    private static IEnumerable<Illness> StillIll(Timeline timeline, RuleParameters parameters) =>
        timeline.Illnesses
            .Where(illness => illness.Date <= timeline.AsOf && illness.Date > timeline.AsOf.AddDays(-parameters.IllnessPostponeDays))
            .OrderByDescending(illness => illness.Date);

    private static OpenQuestion? Asked(Question question, PlannedRecovery planned)
    {
        if (question.Race is { } date)
        {
            return planned.Timeline.Races.FirstOrDefault(race => race.Date == date) is { } race ? new OpenQuestion(null, race, false) : null;
        }

        var activity = planned.Plan.Activities.FirstOrDefault(tagged => tagged.Activity.Id == question.ActivityId);
        var titleIsRead = planned.Held.TryGetValue(question.ActivityId ?? "", out var held)
            && held.Sources.Any(source => source is SourceName.Strava or SourceName.Garmin);
        return activity is null ? null : new OpenQuestion(activity, null, titleIsRead);
    }

    /// <summary>
    /// What titles got wrong, each title answered in one digest: in the first one due after its activity ended, by the clock where it was.
    /// </summary>
    private static IEnumerable<HashtagDoubt> Doubts(Timeline timeline, MailOrder order)
    {
        var due = order.WeekEnd.ToDateTime(order.Athlete.Digest.Time);
        return timeline.Activities
            .Where(activity => IsJustBefore(due, activity))
            .OrderBy(activity => activity.Start)
            .SelectMany(activity => ReadTitle.Of(activity.Name).Doubts)
            .Distinct();
    }

    private static bool IsJustBefore(DateTime due, Activity activity)
    {
        var seconds = (due - activity.Start.DateTime).TotalSeconds - (activity.ElapsedSeconds ?? activity.MovingSeconds ?? 0);
        return seconds >= 0 && seconds < TimeSpan.FromDays(DaysAWeek).TotalSeconds;
    }

    /// <summary>A source that was not read for a day is worth a line: runs may be missing.</summary>
    private static DateOnly? KnownUntil(MailOrder order) =>
        order.KnownUntil is { } until && order.WrittenAt - until > KnownSource.Fresh ? DayOf(until, order) : null;

    private static List<(SourceName Source, DateOnly Until)> StaleSources(MailOrder order) => order.KnownSources.Count < 2
        ? []
        : [.. order.KnownSources.Where(source => source.IsStaleAt(order.WrittenAt)).Select(source => (source.Source, DayOf(source.Until, order)))];

    private static DateOnly DayOf(DateTimeOffset instant, MailOrder order) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, order.Athlete.TimeZone).DateTime);

    /// <summary>Whether what was not recorded on a day did not happen, as far as anybody can know.</summary>
    private static bool IsKnown(DateOnly? day, DateOnly? knownUntil) => day is null || knownUntil is null || day < knownUntil;

    private static IReadOnlyList<SourceName> SourcesOf(PlannedRecovery planned, DateOnly from) =>
        [.. planned.Held.Values
            .Where(held => DateOnly.FromDateTime(held.Activity.Start.DateTime) >= from)
            .SelectMany(held => held.Sources)
            .Distinct()
            .Order()];
}
