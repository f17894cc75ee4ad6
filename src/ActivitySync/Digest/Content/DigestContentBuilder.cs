using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Digest.Content;

/// <summary>Chooses from a plan what the mail tells. Pure: the same plan and order give the same content.</summary>
internal static class DigestContentBuilder
{
    /// <summary>More labelled activities than this are counted, not listed: the mail stays short.</summary>
    public const int MaxEntries = 4;

    /// <summary>Pains listed; more would bury the action.</summary>
    public const int MaxReports = 3;

    /// <summary>Doubtful hashtags answered.</summary>
    public const int MaxDoubts = 2;

    private const int MaxQuestions = 2;
    private const int DaysPerWeek = 7;

    /// <summary>A blocked day is worth a line if a runner who is late by this many days would take it.</summary>
    private const int DaysWorthKnowing = 2;

    /// <summary>The picture shows six weeks.</summary>
    private const int ChartDays = 42;

    /// <summary>The picture shows at least the days in which a window can lie, and a race within three weeks.</summary>
    private const int MinChartDaysAhead = 10;

    private const int MaxChartDaysAhead = 21;

    /// <summary>Two digests lie within: a key is made by hand.</summary>
    private const int KeyReminderDays = 14;

    /// <summary>A calendar is read once a day; one that was away for longer than a weekend may have changed unseen.</summary>
    private static readonly TimeSpan MaxCalendarAge = TimeSpan.FromDays(3);

    /// <summary>From the first to the last sign that a week is not quiet (rules.md 7): what may set an answer off, in order.</summary>
    private static readonly ReasonCode[] Triggers =
    [
        ReasonCode.PainLocal,
        ReasonCode.KeepSlot,
        ReasonCode.RacePost,
        ReasonCode.RacePre,
        ReasonCode.VeryLong,
        ReasonCode.LongRun,
        ReasonCode.LongLoad,
        ReasonCode.HardBlock,
        ReasonCode.Maintenance,
        ReasonCode.SlotMove,
    ];

    public static DigestContent Build(AdviceResult planned, MailRequest order, RuleParameters parameters)
    {
        var plan = planned.Plan;
        var weekStart = order.WeekEnd.AddDays(1 - DaysPerWeek);
        var trigger = FindTrigger(plan);
        var tone =
            plan.Medical is not null ? DigestTone.Medical
            : trigger is null && plan.Massage is null ? DigestTone.Quiet
            : DigestTone.Full;
        var raceAhead = FindRaceAhead(plan);
        var knownUntil = FindKnownUntil(order);
        var race = FindRaceMail(planned, order, parameters, knownUntil);
        var hasPicture = tone switch
        {
            DigestTone.Medical => false,
            DigestTone.Quiet when plan.Reasons.Contains(ReasonCode.NoRecentTraining) => false, // an empty picture under an empty week
            _ => order.Kind != MailRequest.RaceKind || plan.Massage is not null,
        };
        var pictureDays = !hasPicture ? ((DateOnly, DateOnly)?)null : ComputeChartDays(order.Today, raceAhead);
        var groups = WeekEntryBuilder.BuildAll(plan.Activities, weekStart, order.WeekEnd);
        var listed = groups
            .Where(group => group.Lead.Labels.Count > 0)
            .OrderByDescending(group => group.Lead.Facts.EffortMinutes)
            .Take(MaxEntries)
            .ToHashSet();
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
            Links = ActivityLinks.Find(planned, groups.Where(listed.Contains).Select(entry => entry.Lead.Activity.Id)),
            OtherCount = others.Count,
            OtherMinutes = others.Sum(group => group.Minutes + group.AroundMinutes),
            Questions =
            [
                .. plan
                    .Questions.Select(question => CreateQuestion(question, planned))
                    .OfType<OpenQuestion>()
                    .Where(question => IsKnown(question.Race?.Date, knownUntil))
                    .Take(MaxQuestions),
            ],
            HashtagDoubts = [.. FindHashtagDoubts(planned.Timeline, order).Take(MaxDoubts)],
            RaceAhead = raceAhead,
            RaceWindowOpens = raceAhead?.Date.AddDays(-parameters[BeforeRaceRule.PreRaceDays]),
            DayToAvoid = FindDayToAvoid(plan),
            ReportedPains = [.. ChooseReportedPains(plan, parameters).Take(MaxReports)],
            Illnesses = [.. FindActiveIllnesses(planned.Timeline, parameters)],
            KnownUntil = knownUntil,
            StaleSources = FindStaleSources(order),
            ExpiringKeys =
            [
                .. order.KeyExpiries.Where(key =>
                    key.EndsOn.DayNumber - order.Today.DayNumber is >= 0 and < KeyReminderDays
                ),
            ],
            CalendarReadOn =
                order.CalendarsReadAt is { } read && order.WrittenAt - read > MaxCalendarAge
                    ? GetDay(read, order)
                    : null,
            IsLastBeforePause = order.IsLastBeforePause,
            WeekNumber = order.WeekEnd.DayNumber / DaysPerWeek,
            RaceMail = race,
            IsRaceMail = order.Kind == MailRequest.RaceKind,
            LastDeepDay = race is null ? null : RaceMailSelector.FindLastDeepDay(planned, race.Race),
            LastGentleDay = race is null ? null : RaceMailSelector.FindLastGentleDay(planned, race.Race),
            NothingNewDays = parameters[SelfMassageRule.LightBeforeDays],
            ChartDays = pictureDays,
            Sources = tone == DigestTone.Medical ? [] : GetSources(planned, pictureDays?.Item1 ?? weekStart),
        };
    }

    /// <summary>The mail itself, as long as the day still asks for it; for a digest the first that nobody has told.</summary>
    private static RaceMail? FindRaceMail(
        AdviceResult planned,
        MailRequest order,
        RuleParameters parameters,
        DateOnly? knownUntil
    )
    {
        if (order.Kind == MailRequest.RedFlagKind || !order.Athlete.RaceMails)
        {
            return null;
        }

        var asked = RaceMailSelector
            .Select(planned, parameters)
            .Where(mail => mail.Stage != RaceMailStage.After || mail.IsRecorded || IsKnown(mail.Race.Date, knownUntil));
        return order.Kind == MailRequest.RaceKind
            ? asked.FirstOrDefault(mail => mail.Period == order.Period)
            : asked.FirstOrDefault(mail => !order.ToldRacePeriods.Contains(mail.Period));
    }

    private static ReasonCode? FindTrigger(RecoveryPlan plan)
    {
        if (plan.Medical is not null)
        {
            return null;
        }

        var given = plan.Massage?.Reasons ?? plan.Reasons;
        var rested = plan.Reasons.Contains(ReasonCode.NoRecentTraining);
        foreach (var code in Triggers)
        {
            // Without recent training only a sore spot and a booked massage have something to say.
            if (rested && code != ReasonCode.PainLocal && code != ReasonCode.KeepSlot && code != ReasonCode.SlotMove)
            {
                continue;
            }

            if (given.Contains(code))
            {
                return code;
            }
        }

        return null;
    }

    private static RecoveryEvent? FindRaceAhead(RecoveryPlan plan) =>
        plan
            .Facts.Events.Where(ahead => !ahead.IsPast && ahead.Class <= EventClass.Short && ahead.Date > plan.AsOf)
            .MinBy(ahead => ahead.Date);

    private static (DateOnly From, DateOnly To) ComputeChartDays(DateOnly today, RecoveryEvent? raceAhead)
    {
        var ahead = MinChartDaysAhead;
        if (raceAhead is not null && raceAhead.Date.DayNumber - today.DayNumber <= MaxChartDaysAhead)
        {
            ahead = Math.Max(ahead, raceAhead.Date.DayNumber - today.DayNumber);
        }

        return (today.AddDays(ahead + 1 - ChartDays), today.AddDays(ahead));
    }

    /// <summary>The first day soon after the window that looks free to a runner and is not.</summary>
    private static CalendarDay? FindDayToAvoid(RecoveryPlan plan)
    {
        if (plan.Massage is not { } massage)
        {
            return null;
        }

        return plan.Calendar.FirstOrDefault(day =>
            day.Date > massage.To
            && day.Date.DayNumber - massage.To.DayNumber <= DaysWorthKnowing
            && day.Swedish == DayState.Blocked
            && day.Reasons.Any(code => code == ReasonCode.NextDayNotEasy || code == ReasonCode.RaceTooClose)
        );
    }

    /// <summary>Under a red flag what raised it, the gravest first; else all that hurts, the newest first.</summary>
    private static List<Pain> ChooseReportedPains(RecoveryPlan plan, RuleParameters parameters)
    {
        var pains = plan
            .Facts.ActivePains.OrderByDescending(pain => pain.Date)
            .ThenByDescending(pain => pain.Severity)
            .ToList();
        var grave = pains.Where(pain => LevelOf(pain) is not null).OrderBy(LevelOf).ToList();
        return plan.Medical?.Reasons.Contains(ReasonCode.RedFlag) == true && grave.Count > 0 ? grave : pains;

        MedicalLevel? LevelOf(Pain pain) => RedFlag.Find([pain], plan.AsOf, parameters)?.Level;
    }

    private static IEnumerable<Illness> FindActiveIllnesses(Timeline timeline, RuleParameters parameters) =>
        timeline
            .Illnesses.Where(illness =>
                illness.Date <= timeline.AsOf
                && illness.Date > timeline.AsOf.AddDays(-parameters[MedicalGateRule.IllnessPostponeDays])
            )
            .OrderByDescending(illness => illness.Date);

    private static OpenQuestion? CreateQuestion(Question question, AdviceResult planned)
    {
        if (question.Race is { } date)
        {
            return planned.Timeline.Races.FirstOrDefault(race => race.Date == date) is { } race
                ? new OpenQuestion(null, race, false)
                : null;
        }

        var activity = planned.Plan.Activities.FirstOrDefault(tagged => tagged.Activity.Id == question.ActivityId);
        var titleIsRead =
            planned.Activities.TryGetValue(question.ActivityId ?? "", out var held)
            && held.Sources.Any(source => source != SourceName.File);
        return activity is null ? null : new OpenQuestion(activity, null, titleIsRead);
    }

    /// <summary>
    /// What titles got wrong, each title answered in one digest: in the first one due after its activity ended, by the clock where it was.
    /// </summary>
    private static IEnumerable<HashtagSuggestion> FindHashtagDoubts(Timeline timeline, MailRequest order)
    {
        var due = order.WeekEnd.ToDateTime(order.Athlete.Digest.Time);
        return timeline
            .Activities.Where(activity => IsReportedInDigest(due, activity))
            .OrderBy(activity => activity.Start)
            .SelectMany(activity => HashtagReader.Read(activity.Name).Suggestions)
            .Distinct();
    }

    private static bool IsReportedInDigest(DateTime due, Activity activity)
    {
        var seconds =
            (due - activity.Start.DateTime).TotalSeconds - (activity.ElapsedSeconds ?? activity.MovingSeconds ?? 0);
        return seconds >= 0 && seconds < TimeSpan.FromDays(DaysPerWeek).TotalSeconds;
    }

    /// <summary>A source that was not read for a day is worth a line: runs may be missing.</summary>
    private static DateOnly? FindKnownUntil(MailRequest order) =>
        order.KnownUntil is { } until && order.WrittenAt - until > SourceFreshness.MaxAge ? GetDay(until, order) : null;

    private static List<(SourceName Source, DateOnly Until)> FindStaleSources(MailRequest order) =>
        order.KnownSources.Count < 2
            ? []
            :
            [
                .. order
                    .KnownSources.Where(source => source.IsStale(order.WrittenAt))
                    .Select(source => (source.Source, GetDay(source.Until, order))),
            ];

    private static DateOnly GetDay(DateTimeOffset instant, MailRequest order) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, order.Athlete.TimeZone).DateTime);

    /// <summary>Whether what was not recorded on a day did not happen, as far as anybody can know.</summary>
    private static bool IsKnown(DateOnly? day, DateOnly? knownUntil) =>
        day is null || knownUntil is null || day < knownUntil;

    private static IReadOnlyList<SourceName> GetSources(AdviceResult planned, DateOnly from) =>
        SourceDescriptors.Sort(
            planned
                .Activities.Values.Where(held => DateOnly.FromDateTime(held.Activity.Start.DateTime) >= from)
                .SelectMany(held => held.Sources)
        );
}
