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

    internal static readonly IReadOnlyList<DaysAfterParameters> Classes = [VeryLong, Long];

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R1",
            "A long run may be counted in minutes; the author's is 200 minutes.",
            EvidenceGrade.D,
            PracticeRules.Framing
        )
        {
            Parameters = [ProfessionalMinutes],
            ActsAlsoIn = "Tagging.LongRunClassifier: minutes first",
        },
        new(
            "R3",
            "A finished long run is the moment to think of a massage.",
            EvidenceGrade.A,
            "may ease soreness a little for a few days; nothing about performance"
        )
        {
            Parameters = [ActiveDays, ProfessionalMinutes, RecentTrainingRule.RecentDays],
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } =
    [
        new(ReasonCode.VeryLong, "R1", "R3", "R5"),
        new(ReasonCode.LongRun, "R1", "R3", "R5"),
        new(ReasonCode.LongLoad, "R3", "R5"),
    ];

    public IReadOnlyList<ParameterOrder> ParameterOrders { get; } = [.. Classes.SelectMany(days => days.Orders)];

    public int GetReachDays(RuleParameters parameters) =>
        Math.Max(parameters[ActiveDays], Classes.Max(days => days.GetReachDays(parameters)));

    public IEnumerable<ReasonCode> GetBlockingReasons(int day, MassageDepth depth, PlanningContext context) =>
        context
            .Events.Where(one =>
                IsLong(one) && one.IsTooSoonAfter(day, context.Parameters[GetDaysAfter(one).GetMinDays(depth)])
            )
            .Select(GetReason);

    public WindowRequest? Open(PlanningContext context)
    {
        if (context.LastLongEvent is not { } last)
        {
            return null;
        }

        var daysAfter = GetDaysAfter(last);
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
            IsWorthOccasionalBudget = last.Class == EventClass.VeryLong,
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

    private static bool IsLong(RecoveryEvent one) => one.Class is EventClass.VeryLong or EventClass.Long;

    private static DaysAfterParameters GetDaysAfter(RecoveryEvent one) =>
        one.Class == EventClass.VeryLong ? VeryLong : Long;

    private static ReasonCode GetReason(RecoveryEvent one) =>
        one.Class == EventClass.VeryLong ? ReasonCode.VeryLong
        : one.IsLoad ? ReasonCode.LongLoad
        : ReasonCode.LongRun;
}

public readonly partial record struct ReasonCode
{
    /// <summary>There is a very long run behind.</summary>
    public static ReasonCode VeryLong { get; } = new("VERY_LONG");

    public static ReasonCode LongRun { get; } = new("LONG_RUN");

    /// <summary>There is a long ride or hike behind.</summary>
    public static ReasonCode LongLoad { get; } = new("LONG_LOAD");
}
