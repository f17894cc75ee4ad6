using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R1, R3: a finished long run, ride or hike blocks the next days and is the moment to think of a massage.
/// </summary>
public sealed class AfterLongRule : IDayRule, ITrigger
{
    public static readonly DaysAfterParameters VeryLong = new(
        EventClass.VeryLong,
        gentle: 2,
        deep: 3,
        preferredFrom: 2,
        preferredTo: 4,
        source: "choice after R5",
        deepSource: "choice after R5"
    );

    public static readonly DaysAfterParameters Long = new(
        EventClass.Long,
        gentle: 1,
        deep: 2,
        preferredFrom: 2,
        preferredTo: 3,
        source: "choice after R5",
        deepSource: "choice after R5"
    );

    /// <summary>For this long a long run triggers a massage.</summary>
    public static readonly IntegerParameter ActiveDays = new(
        "LongActiveDays",
        @default: 4,
        min: 0,
        RuleParameter.MaxDays,
        unit: "days a long run triggers",
        source: "choice"
    );

    /// <summary>The last day of the candidate range, counted from the long run.</summary>
    public static readonly IntegerParameter ExpiryDays = new(
        "LongExpiryDays",
        @default: 5,
        min: 1,
        RuleParameter.MaxDays,
        unit: "last day after a long run",
        source: "choice"
    );

    /// <summary>From here on a long run is worth a booked massage.</summary>
    public static readonly IntegerParameter ProfessionalMinutes = new(
        "LongProfessionalMinutes",
        @default: 75,
        min: 1,
        max: 1440,
        unit: "minutes",
        source: "choice"
    );

    /// <summary>A run of at least this length keeps the days of a marathon, though it is not a race.</summary>
    public static readonly IntegerParameter AsMarathonMinutes = new(
        "LongAsMarathonMinutes",
        @default: 240,
        min: 1,
        MaxMinutes,
        unit: "minutes",
        source: "choice, measured"
    );

    /// <summary>A run above this length keeps the days of an ultra.</summary>
    public static readonly IntegerParameter AsUltraMinutes = new(
        "LongAsUltraMinutes",
        @default: 330,
        min: 1,
        MaxMinutes,
        unit: "minutes",
        source: "choice, measured"
    );

    /// <summary>With unknown history a long run triggers a massage from here on...</summary>
    public static readonly IntegerParameter UnknownMinutes = new(
        "UnknownLongMinutes",
        @default: 180,
        min: 1,
        MaxMinutes,
        unit: "minutes",
        source: "choice, measured"
    );

    /// <summary>...or if it was the longest of its sport family in this many days.</summary>
    public static readonly IntegerParameter UnknownLongestDays = new(
        "UnknownLongestDays",
        @default: 28,
        min: 0,
        RuleParameter.MaxDays,
        unit: "days",
        source: "choice, measured"
    );

    internal static readonly IReadOnlyList<DaysAfterParameters> Classes = [VeryLong, Long];

    private const int MaxMinutes = 10_080;

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R1",
            "A long run may be counted in minutes; the author's is 200 minutes.",
            EvidenceGrade.D,
            PracticeRules.Framing
        )
        {
            Parameters = [ProfessionalMinutes, AsMarathonMinutes, AsUltraMinutes],
            ActsAlsoIn = "Tagging.LongRunClassifier: minutes first",
        },
        new(
            "R3",
            "A finished long run is the moment to think of a massage.",
            EvidenceGrade.A,
            "may ease soreness a little for a few days; nothing about performance"
        )
        {
            Parameters =
            [
                ActiveDays,
                ProfessionalMinutes,
                UnknownMinutes,
                UnknownLongestDays,
                RecentTrainingRule.RecentDays,
            ],
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } =
    [
        new(ReasonCode.VeryLong, "R1", "R3", "R5"),
        new(ReasonCode.LongRun, "R1", "R3", "R5"),
        new(ReasonCode.LongLoad, "R3", "R5"),
    ];

    public IReadOnlyList<ParameterOrder> ParameterOrders { get; } =
    [
        .. Classes.SelectMany(days => days.Orders),
        new(
            AsMarathonMinutes,
            AsUltraMinutes,
            "a run that counts as an ultra is longer than one that counts as a marathon"
        ),
    ];

    public int GetReachDays(RuleParameters parameters) =>
        Math.Max(parameters[ActiveDays], Classes.Max(days => days.GetReachDays(parameters)));

    public IEnumerable<ReasonCode> GetBlockingReasons(int day, MassageDepth depth, PlanningContext context) =>
        context
            .Events.Where(one =>
                IsLong(one)
                && one.IsTooSoonAfter(day, context.Parameters[DaysAfterParameters.For(one.Class).GetMinDays(depth)])
            )
            .Select(GetReason);

    public WindowRequest? Open(PlanningContext context)
    {
        if (context.LastLongEvent is not { } last || !IsWorthFirstMassage(last, context))
        {
            return null;
        }

        var daysAfter = DaysAfterParameters.For(last.Class);
        var deepDays = context.Parameters[daysAfter.DeepDays];
        return new()
        {
            Kind = KindPreference.DeepIfSoon,
            Grade = EvidenceGrade.B,
            Explanation =
                $"Your long one was on {DayNumbers.FormatDay(last.Day)}. No study says how long to wait; "
                + $"this plan leaves deep work {(deepDays == 1 ? "1 day" : $"{deepDays} days")}.",
            Event = last,
            DaysAfter = daysAfter,
            LastDay = last.Day + context.Parameters[ExpiryDays],
            IsWorthOccasionalBudget = last.Class < EventClass.Long,
        };
    }

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        context.LastLongEvent is { } last ? [GetReason(last)] : [];

    /// <summary>The latest long run or load that may trigger a massage.</summary>
    internal static RecoveryEvent? FindLastLongEvent(PlanningContext context) =>
        context
            .Events.Where(one =>
                IsLong(one) && one.Qualifies && context.Today - one.Day <= context.Parameters[ActiveDays]
            )
            .FindLatest();

    /// <summary>The class of a long run, by its tier or, from four hours on, as a race of that length.</summary>
    internal static EventClass Classify(TaggedRecording run, RuleParameters parameters) =>
        run.Recording.Minutes > parameters[AsUltraMinutes] ? EventClass.Ultra
        : run.Recording.Minutes >= parameters[AsMarathonMinutes] ? EventClass.Marathon
        : run.Result.Tier == LongTier.VeryLong ? EventClass.VeryLong
        : EventClass.Long;

    /// <summary>
    /// Whether a long event triggers advice for an athlete of whom no massage is known: only one that stands out, or
    /// every week would bring the same advice.
    /// </summary>
    private static bool IsWorthFirstMassage(RecoveryEvent last, PlanningContext context)
    {
        if (context.Rhythm.History != MassageHistory.Unknown || last.Kind == EventKind.LongLoad)
        {
            return true;
        }

        var run = context
            .GetRecentRecordings(context.Parameters[ActiveDays])
            .First(tagged => tagged.Recording.Activity.Id == last.ActivityId)
            .Recording;
        return run.Minutes >= context.Parameters[UnknownMinutes]
            || !context
                .GetRecentRecordings(context.Today - run.WrittenDay + context.Parameters[UnknownLongestDays])
                .Select(tagged => tagged.Recording)
                .Any(earlier =>
                    earlier.Family == run.Family
                    && earlier.Activity.Start < run.Activity.Start
                    && run.WrittenDay - earlier.WrittenDay is >= 0 and var ago
                    && ago <= context.Parameters[UnknownLongestDays]
                    && earlier.Minutes > run.Minutes
                );
    }

    private static bool IsLong(RecoveryEvent one) => one.Kind is EventKind.LongRun or EventKind.LongLoad;

    private static ReasonCode GetReason(RecoveryEvent one) =>
        one.Kind == EventKind.LongLoad ? ReasonCode.LongLoad
        : one.Class == EventClass.Long ? ReasonCode.LongRun
        : ReasonCode.VeryLong;
}

public readonly partial record struct ReasonCode
{
    /// <summary>There is a very long run behind.</summary>
    public static ReasonCode VeryLong { get; } = new("VERY_LONG");

    public static ReasonCode LongRun { get; } = new("LONG_RUN");

    /// <summary>There is a long ride or hike behind.</summary>
    public static ReasonCode LongLoad { get; } = new("LONG_LOAD");
}
