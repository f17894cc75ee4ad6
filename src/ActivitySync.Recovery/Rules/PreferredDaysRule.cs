namespace ActivitySync.Recovery.Rules;

/// <summary>R8: which of the allowed days are suggested. Three to five days after a race is the sweet spot.</summary>
public sealed class PreferredDaysRule : IRecoveryRule
{
    /// <summary>The candidate range ends this many days after T, at the latest.</summary>
    public static readonly IntegerParameter CandidateDays = new(
        "CandidateDays",
        @default: 9,
        min: 1,
        RuleParameter.MaxDays,
        unit: "days looked ahead",
        source: "choice"
    );

    public static readonly IntegerParameter WindowDays = new(
        "WindowDays",
        @default: 3,
        min: 1,
        RuleParameter.MaxDays,
        unit: "max days in a window",
        source: "choice"
    );

    public static readonly IntegerParameter CalendarDays = new(
        "CalendarDays",
        @default: 21,
        min: 1,
        RuleParameter.MaxDays,
        unit: "days",
        source: "choice"
    );

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new("R8", "Three to five days after a race is the sweet spot.", EvidenceGrade.C, AfterHardRule.NoTrial)
        {
            Parameters =
            [
                .. DaysAfterParameters.All.SelectMany(days => days.PreferredDays),
                AfterRaceRule.ExpiryDays,
                AfterLongRule.ExpiryDays,
                CandidateDays,
                WindowDays,
                CalendarDays,
            ],
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.WindowExpired)];

    public IReadOnlyList<ParameterOrder> ParameterOrders { get; } =
    [new(CandidateDays, CalendarDays, "the calendar shows every day that can be suggested")];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        decision.Slots.Kept is null
        && decision.Request is { Event: { } trigger, DaysAfter: { } daysAfter } request
        && BudgetRule.Allows(request, context)
        && context.Today - trigger.Day >= context.Parameters[daysAfter.PreferredTo]
            ? [ReasonCode.WindowExpired]
            : [];

    /// <summary>The candidate range by date: from tomorrow, never past the next race; may be empty.</summary>
    internal static IReadOnlyList<int> GetCandidateDays(PlanningContext context, WindowRequest? request)
    {
        int[] ends =
        [
            context.Today + context.Parameters[CandidateDays],
            DayNumbers.Max,
            request?.LastDay ?? int.MaxValue,
            context.NextRace?.Day - 1 ?? int.MaxValue,
        ];
        return [.. Enumerable.Range(context.Today + 1, Math.Max(0, ends.Min() - context.Today))];
    }

    /// <summary>The days that are preferred after the event behind the request; all of them if none is.</summary>
    internal static IReadOnlyList<int> Prefer(IReadOnlyList<int> days, WindowRequest request, PlanningContext context)
    {
        if (request is not { Event: { } trigger, DaysAfter: { } daysAfter })
        {
            return days;
        }

        var (from, to) = (context.Parameters[daysAfter.PreferredFrom], context.Parameters[daysAfter.PreferredTo]);
        var preferred = days.Where(day => day - trigger.Day >= from && day - trigger.Day <= to).ToList();
        return preferred.Count > 0 ? preferred : days;
    }

    /// <summary>The first of the days and those that follow it without a hole; null if there are none.</summary>
    internal static MassageWindow? CreateWindow(
        MassageKind kind,
        IReadOnlyList<int> days,
        EvidenceGrade grade,
        PlanningContext context
    )
    {
        if (days.Count == 0)
        {
            return null;
        }

        var count = days.Take(context.Parameters[WindowDays]).Index().Count(one => one.Item == days[0] + one.Index);
        return new(kind, days[0], days[0] + count - 1, grade);
    }
}

public readonly partial record struct ReasonCode
{
    /// <summary>The preferred days after the event are over.</summary>
    public static ReasonCode WindowExpired { get; } = new("WINDOW_EXPIRED");
}
