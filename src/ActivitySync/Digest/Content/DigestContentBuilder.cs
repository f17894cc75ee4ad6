using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Digest.Content;

/// <summary>Selects a mail's content from a plan. The result depends on the plan and the request alone.</summary>
internal static class DigestContentBuilder
{
    /// <summary>The maximum number of labeled activities listed; further ones are only counted.</summary>
    public const int MaxEntries = 4;

    /// <summary>The maximum number of pains listed.</summary>
    public const int MaxReports = 3;

    /// <summary>The maximum number of misspelled hashtags asked about.</summary>
    public const int MaxDoubts = 2;

    private const int MaxQuestions = 2;

    /// <summary>A smaller part of the usual week is not worth a sentence.</summary>
    private const double MinDifferenceFromUsual = 0.1;

    /// <summary>Differences are said in steps of this many minutes.</summary>
    private const int MinutesOfDifference = 5;

    /// <summary>Fewer answers about massages make no tally.</summary>
    private const int MinFeelings = 3;

    private const int WeeksPerQuarter = 13;

    /// <summary>A kind of massage is explained again after this many days.</summary>
    private const int ExplainAgainDays = 56;
    private const int DaysPerWeek = 7;

    /// <summary>A blocked day is mentioned if it is at most this many days after the window.</summary>
    private const int MaxDaysAfterWindow = 2;

    /// <summary>The chart shows five weeks, up to and including today.</summary>
    private const int ChartDaysBack = 35;

    /// <summary>The chart shows at least two weeks ahead: the days in which a window can be.</summary>
    private const int MinChartDaysAhead = 14;

    /// <summary>The chart is extended up to a race at most this many days ahead.</summary>
    private const int MaxChartDaysAhead = 21;

    /// <summary>Long enough for two digests, since a new key is created by hand.</summary>
    private const int KeyReminderDays = 14;

    /// <summary>A calendar is read once a day; after a longer outage than a weekend, it may have changed.</summary>
    private static readonly TimeSpan MaxCalendarAge = TimeSpan.FromDays(3);

    /// <summary>The reasons that can be the main reason for the advice, in order of precedence (rules.md 7).</summary>
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

    public static DigestContent Build(AdviceResult original, MailRequest request, RuleParameters parameters)
    {
        var trigger = FindTrigger(original.Plan);

        // A sore spot comes first: nothing is booked before somebody has looked at it.
        var plan =
            trigger == ReasonCode.PainLocal ? original.Plan with { Massage = null, Aftercare = [] } : original.Plan;
        var advice = original with { Plan = plan };
        var weekStart = request.WeekEnd.AddDays(1 - DaysPerWeek);
        var tone =
            plan.Medical is not null ? DigestTone.Medical
            : trigger is not null || plan.Massage is not null ? DigestTone.Full
            : request.Kind == MailKind.Digest && advice.Timeline.Activities.Count == 0 ? DigestTone.Welcome
            : DigestTone.Quiet;
        var raceAhead = FindRaceAhead(plan);
        var knownUntil = FindKnownUntil(request);
        var race = FindRaceMail(advice, request, parameters, knownUntil);
        var hasChart = tone switch
        {
            DigestTone.Medical or DigestTone.Welcome => false,
            // The chart would be empty.
            DigestTone.Quiet when plan.Reasons.Contains(ReasonCode.NoRecentTraining) => false,
            _ => request.Kind != MailKind.Race || plan.Massage is not null,
        };
        var chartDays = !hasChart ? ((DateOnly, DateOnly)?)null : ComputeChartDays(request.Today, raceAhead);
        var sessions = WeekEntryBuilder.BuildAll(plan.Activities, weekStart, request.WeekEnd);
        var listed = sessions
            .Where(session => session.Lead.Labels.Count > 0)
            .OrderByDescending(session => session.Lead.Facts.EffortMinutes)
            .Take(MaxEntries)
            .ToHashSet();
        WeekEntry[] week = [.. sessions.Where(listed.Contains)];
        var shown = FindShownActivities(advice, tone, chartDays?.Item1 ?? weekStart);
        var content = new DigestContent
        {
            Tone = tone,
            Plan = plan,
            Timeline = advice.Timeline,
            Today = request.Today,
            WeekStart = weekStart,
            WeekEnd = request.WeekEnd,
            DigestTime = request.Athlete.Digest.Time,
            IllnessEndsOn = FindActiveIllnesses(advice.Timeline, parameters)
                .Select(illness => (DateOnly?)illness.Date.AddDays(parameters[MedicalGateRule.IllnessPostponeDays]))
                .FirstOrDefault(),
            EarlyGentle = request.Athlete.EarlyGentle,
            Units = request.Athlete.Units,
            Trigger = trigger,
            Week = week,
            Sessions = sessions,
            MinutesAboveUsual = CompareWithUsualWeek(sessions),
            Links = ActivityLinks.Find(advice, week.Select(entry => entry.Lead.Activity.Id)),
            Questions = [],
            AnswerMethod = FindAnswerMethod(request),
            PageAddresses = request.PageAddresses,
            OwnRaces = request.OwnRaces,
            Slots = request.Slots,
            SourcesToConnect = FindSourcesToConnect(request.Athlete.Sources),
            SuggestionToAskAbout = FindSuggestionToAskAbout(advice),
            MassageToAskAbout = FindMassageToAskAbout(advice.Timeline, request, weekStart),
            InjuryToAskAbout = FindInjuryToAskAbout(advice.Timeline, request),
            Tally = CountFeelings(request),
            Change = advice.WindowChange,
            ExplainsKind = plan.Massage is { } massage && IsNewKind(massage.Kind, advice, request.Today),
            FinishedRace = FindFinishedRace(plan, request),
            MissedLongRun = plan.Massage is null && trigger is null ? FindMissedLongRun(week) : null,
            HashtagDoubts = [.. FindHashtagDoubts(advice.Timeline, request).Take(MaxDoubts)],
            RaceAhead = raceAhead,
            RaceWindowOpens = raceAhead?.Date.AddDays(-parameters[BeforeRaceRule.PreRaceDays]),
            DayToAvoid = FindDayToAvoid(plan),
            ReportedPains = [.. ChooseReportedPains(plan, parameters).Take(MaxReports)],
            Illnesses = [.. FindActiveIllnesses(advice.Timeline, parameters)],
            KnownUntil = knownUntil,
            StaleSources = FindStaleSources(request),
            ExpiringKeys =
            [
                .. request.KeyExpiries.Where(key =>
                    key.EndsOn.DayNumber - request.Today.DayNumber is >= 0 and < KeyReminderDays
                ),
            ],
            CalendarReadOn =
                request.CalendarsReadAt is { } readAt && request.WrittenAt - readAt > MaxCalendarAge
                    ? request.Athlete.GetDate(readAt)
                    : null,
            IsLastBeforePause = request.IsLastBeforePause,
            WeekNumber = request.WeekEnd.DayNumber / DaysPerWeek,
            RaceMail = race,
            IsRaceMail = request.Kind == MailKind.Race,
            LastDeepDay = race is null ? null : RaceMailSelector.FindLastDeepDay(advice, race.Race, parameters),
            LastGentleDay = race is null ? null : RaceMailSelector.FindLastGentleDay(advice, race.Race),
            NothingNewDays = parameters[SelfMassageRule.LightBeforeDays],
            DaysToRaceOfRegular =
                plan is { Massage: { } days, Facts.NextRace: { } next }
                && next.Date.DayNumber - days.To.DayNumber is var left
                && left < parameters[BeforeRaceRule.UnknownGentleDays]
                    ? left
                    : null,
            ChartDays = chartDays,
            Sources = SourceDescriptors.Sort(shown.SelectMany(stored => stored.Sources)),
            CreditedSources = SourceDescriptors.Sort(
                shown.SelectMany(stored => stored.Sources.Concat(stored.DeviceMakers))
            ),
        };
        var questions = FindQuestions(content, advice, knownUntil)
            .Where(question => question.Race is not { } started || !request.ConfirmedStarts.Contains(started.Date));
        return content with { Questions = [.. questions.Take(MaxQuestions)] };
    }

    /// <summary>
    /// Every guess in the email brings its question, after those of the plan, the main reason first.
    /// </summary>
    private static IEnumerable<OpenQuestion> FindQuestions(
        DigestContent content,
        AdviceResult advice,
        DateOnly? knownUntil
    )
    {
        var asked = content
            .Plan.Questions.Select(question => CreateQuestion(question, advice))
            .OfType<OpenQuestion>()
            .Where(question => IsKnown(question.Race?.Date, knownUntil))
            .ToList();
        var guesses = new[] { content.MainActivity }
            .Concat(content.Week.Select(entry => entry.Lead))
            .OfType<TaggedActivity>()
            .Where(DigestContent.IsGuess)
            .Select(activity => new OpenQuestion(activity, null, IsTitleRead(activity.Activity.Id, advice)));
        return asked.Concat(guesses).DistinctBy(question => question.Activity?.Activity.Id ?? $"{question.Race?.Date}");
    }

    /// <summary>Compares the runs with the usual week, which has runs alone (rules.md 5).</summary>
    private static int? CompareWithUsualWeek(IReadOnlyList<WeekEntry> sessions)
    {
        var usual = sessions.Select(session => session.Lead.Facts.UsualWeekMinutes).LastOrDefault(week => week > 0);
        if (usual is not { } minutes || sessions.Any(session => !session.Lead.IsRun))
        {
            return null;
        }

        var difference = sessions.Sum(session => session.TotalMinutes) - minutes;
        return Math.Abs(difference) < minutes * MinDifferenceFromUsual
            ? 0
            : (int)Math.Round(difference / MinutesOfDifference, MidpointRounding.AwayFromZero) * MinutesOfDifference;
    }

    /// <summary>The page comes first. A hashtag is an answer only if every source reads an edited title
    /// again.</summary>
    private static AnswerMethod FindAnswerMethod(MailRequest request) =>
        request.PageAddresses is not null ? AnswerMethod.Page
        : request.Athlete.Sources is { Enabled.Count: > 0, Inbox: null } sources
        && sources.Enabled.All(source => SourceDescriptors.Get(source).RereadsTitles)
            ? AnswerMethod.Hashtag
        : AnswerMethod.Command;

    /// <summary>Without a source in the settings, one is an example.</summary>
    private static IReadOnlyList<SourceName> FindSourcesToConnect(AthleteSources sources) =>
        sources is { Enabled.Count: 0, Inbox: null }
            ? [.. SourceDescriptors.All.Select(source => source.Name).Take(1)]
            : sources.Enabled;

    private static SentWindow? FindSuggestionToAskAbout(AdviceResult advice)
    {
        var plan = advice.Plan;
        return
            advice.SentWindows.FirstOrDefault(window => window.From <= plan.AsOf) is { IsDeclined: false } window
            && window.To <= plan.AsOf
            && plan.AsOf.DayNumber - window.To.DayNumber < DaysPerWeek
            && !(plan.Facts.LastMassage >= window.SentOn)
            ? window
            : null;
    }

    private static DateOnly? FindMassageToAskAbout(Timeline timeline, MailRequest request, DateOnly weekStart) =>
        timeline
            .Massages.Select(massage => (DateOnly?)massage.Date)
            .Where(date =>
                date >= weekStart && date < timeline.AsOf && request.Feelings.All(feeling => feeling.Massage != date)
            )
            .Max();

    /// <summary>Finds the latest injured day of the last seven that no report of a pain answers.</summary>
    private static (SourceName Source, DateOnly Day)? FindInjuryToAskAbout(Timeline timeline, MailRequest request)
    {
        var days = request
            .Injuries.Where(injury =>
                injury.From <= timeline.AsOf
                && timeline.AsOf.DayNumber - injury.To.DayNumber < DaysPerWeek
                && !timeline.Pains.Any(pain => pain.Date >= injury.From || pain.IsActiveOn(timeline.AsOf))
            )
            .Select(injury => (injury.Source, Day: injury.To < timeline.AsOf ? injury.To : timeline.AsOf))
            .ToList();
        return days.Count == 0 ? null : days.MaxBy(injury => injury.Day);
    }

    private static (int Better, int All)? CountFeelings(MailRequest request) =>
        request.Feelings.Count >= MinFeelings && request.WeekEnd.DayNumber / DaysPerWeek % WeeksPerQuarter == 0
            ? (request.Feelings.Count(feeling => feeling.IsBetter), request.Feelings.Count)
            : null;

    private static bool IsNewKind(MassageKind kind, AdviceResult advice, DateOnly today) =>
        advice.SentWindows.All(window =>
            window.Kind != kind || today.DayNumber - window.SentOn.DayNumber > ExplainAgainDays
        );

    /// <summary>
    /// Finds a race of the last days to congratulate on: in its own email, and in a digest unless that email exists.
    /// </summary>
    private static TaggedActivity? FindFinishedRace(RecoveryPlan plan, MailRequest request)
    {
        if (plan.Facts.LastRace is not { ActivityId: { } id } race)
        {
            return null;
        }

        var after = new RacePeriod(race.Date, RaceMailStage.After);
        var isTold =
            request.Kind == MailKind.Race
                ? !after.Equals(request.Period)
                : request.StoredRacePeriods.Contains(after) || plan.AsOf.DayNumber - race.Date.DayNumber >= DaysPerWeek;
        return isTold ? null : plan.Activities.FirstOrDefault(activity => activity.Activity.Id == id);
    }

    private static TaggedActivity? FindMissedLongRun(IReadOnlyList<WeekEntry> week) =>
        week.Select(entry => entry.Lead)
            .Where(activity => activity.Labels.Any(label => label is Label.LongRun or Label.LongLoad))
            .MaxBy(activity => activity.Facts.EffortMinutes);

    /// <summary>
    /// Finds the race mail to render: the requested one while it is still valid, or for a digest the most urgent one
    /// without a row.
    /// </summary>
    private static RaceMail? FindRaceMail(
        AdviceResult advice,
        MailRequest request,
        RuleParameters parameters,
        DateOnly? knownUntil
    )
    {
        if (request.Kind == MailKind.RedFlag || !request.Athlete.RaceMails)
        {
            return null;
        }

        var selected = RaceMailSelector
            .Select(advice, parameters)
            .Where(mail => mail.Stage != RaceMailStage.After || mail.IsRecorded || IsKnown(mail.Race.Date, knownUntil));
        return request.Kind == MailKind.Race
            ? selected.FirstOrDefault(mail => mail.Period.Equals(request.Period))
            : selected.FirstOrDefault(mail => !request.StoredRacePeriods.Contains(mail.Period));
    }

    private static ReasonCode? FindTrigger(RecoveryPlan plan)
    {
        if (plan.Medical is not null)
        {
            return null;
        }

        var reasons = plan.Massage?.Reasons ?? plan.Reasons;
        var hasNoTraining = plan.Reasons.Contains(ReasonCode.NoRecentTraining);
        foreach (var code in Triggers)
        {
            // Without recent training only a sore spot and a booked massage count.
            if (
                hasNoTraining
                && code != ReasonCode.PainLocal
                && code != ReasonCode.KeepSlot
                && code != ReasonCode.SlotMove
            )
            {
                continue;
            }

            if (reasons.Contains(code))
            {
                return code;
            }
        }

        return null;
    }

    private static RecoveryEvent? FindRaceAhead(RecoveryPlan plan) =>
        plan
            .Facts.Events.Where(ahead => !ahead.IsPast && ahead.IsRace && ahead.Date > plan.AsOf)
            .MinBy(ahead => ahead.Date);

    private static (DateOnly From, DateOnly To) ComputeChartDays(DateOnly today, RecoveryEvent? raceAhead)
    {
        var ahead = MinChartDaysAhead;
        if (raceAhead is not null && raceAhead.Date.DayNumber - today.DayNumber <= MaxChartDaysAhead)
        {
            ahead = Math.Max(ahead, raceAhead.Date.DayNumber - today.DayNumber);
        }

        return (today.AddDays(1 - ChartDaysBack), today.AddDays(ahead));
    }

    /// <summary>Finds the first day soon after the window that is too close to a race.</summary>
    private static CalendarDay? FindDayToAvoid(RecoveryPlan plan)
    {
        if (plan.Massage is not { } massage)
        {
            return null;
        }

        return plan.Calendar.FirstOrDefault(day =>
            day.Date > massage.To
            && day.Date.DayNumber - massage.To.DayNumber <= MaxDaysAfterWindow
            && day.Swedish == DayState.Blocked
            && day.Reasons.Contains(ReasonCode.RaceTooClose)
        );
    }

    /// <summary>
    /// Returns the pains that raised a red flag, most severe first; without one all active pains, newest first.
    /// </summary>
    private static List<Pain> ChooseReportedPains(RecoveryPlan plan, RuleParameters parameters)
    {
        var pains = plan
            .Facts.ActivePains.OrderByDescending(pain => pain.Date)
            .ThenByDescending(pain => pain.Severity)
            .ToList();
        var flagged = pains.Where(pain => FindLevel(pain) is not null).OrderBy(FindLevel).ToList();
        return plan.Medical?.Reasons.Contains(ReasonCode.RedFlag) == true && flagged.Count > 0 ? flagged : pains;

        MedicalLevel? FindLevel(Pain pain) => RedFlag.Find([pain], plan.AsOf, parameters)?.Level;
    }

    private static IEnumerable<Illness> FindActiveIllnesses(Timeline timeline, RuleParameters parameters) =>
        timeline
            .Illnesses.Where(illness =>
                illness.Date <= timeline.AsOf
                && illness.Date > timeline.AsOf.AddDays(-parameters[MedicalGateRule.IllnessPostponeDays])
            )
            .OrderByDescending(illness => illness.Date);

    private static OpenQuestion? CreateQuestion(Question question, AdviceResult advice)
    {
        if (question.Race is { } date)
        {
            return advice.Timeline.Races.FirstOrDefault(race => race.Date == date) is { } race
                ? new OpenQuestion(null, race, false)
                : null;
        }

        var activity = advice.Plan.Activities.FirstOrDefault(tagged => tagged.Activity.Id == question.ActivityId);
        return activity is null ? null : new OpenQuestion(activity, null, IsTitleRead(activity.Activity.Id, advice));
    }

    private static bool IsTitleRead(string activityId, AdviceResult advice) =>
        advice.Activities.TryGetValue(activityId, out var stored)
        && stored.Sources.Any(source => SourceDescriptors.Find(source)?.RereadsTitles == true);

    /// <summary>
    /// Finds misspelled hashtags. Each title is in exactly one digest: the first one due after its activity ended,
    /// compared in the local time of the activity.
    /// </summary>
    private static IEnumerable<HashtagSuggestion> FindHashtagDoubts(Timeline timeline, MailRequest request)
    {
        var dueAt = request.WeekEnd.ToDateTime(request.Athlete.Digest.Time);
        return timeline
            .Activities.Where(activity => IsReportedInDigest(dueAt, activity))
            .OrderBy(activity => activity.Start)
            .SelectMany(activity => HashtagReader.Read(activity.Name).Suggestions)
            .Distinct();
    }

    private static bool IsReportedInDigest(DateTime dueAt, Activity activity)
    {
        var seconds =
            (dueAt - activity.Start.DateTime).TotalSeconds - (activity.ElapsedSeconds ?? activity.MovingSeconds ?? 0);
        return seconds >= 0 && seconds < TimeSpan.FromDays(DaysPerWeek).TotalSeconds;
    }

    /// <summary>Returns the day up to which all sources are known, if one of them is stale; else null.</summary>
    private static DateOnly? FindKnownUntil(MailRequest request) =>
        request.KnownUntil is { } until && request.WrittenAt - until > SourceFreshness.MaxAge
            ? request.Athlete.GetDate(until)
            : null;

    private static List<(SourceName Source, DateOnly Until)> FindStaleSources(MailRequest request) =>
        request.Sources.Count < 2
            ? []
            :
            [
                .. request
                    .Sources.Where(source => source.IsStale(request.WrittenAt))
                    .Select(source => (source.Source, request.Athlete.GetDate(source.Until))),
            ];

    /// <summary>Checks whether the recordings of a day are complete.</summary>
    private static bool IsKnown(DateOnly? day, DateOnly? knownUntil) =>
        day is null || knownUntil is null || day < knownUntil;

    /// <summary>Finds the activities that a mail shows; a medical mail shows none.</summary>
    private static List<StoredActivity> FindShownActivities(AdviceResult advice, DigestTone tone, DateOnly from) =>
        tone == DigestTone.Medical
            ? []
            :
            [
                .. advice.Activities.Values.Where(stored =>
                    DateOnly.FromDateTime(stored.Activity.Start.DateTime) >= from
                ),
            ];
}
