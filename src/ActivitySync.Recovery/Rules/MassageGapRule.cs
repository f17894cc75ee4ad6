namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Min days between two massages (rules.md 6), so that R23's "weekly or monthly" isn't exceeded. A day within the gap
/// is allowed, but nothing is suggested on it.
/// </summary>
public sealed class MassageGapRule : IRecoveryRule
{
    public static readonly IntegerParameter WeeklyDays = CreateDays("WeeklyGapDays", 6);
    public static readonly IntegerParameter MonthlyDays = CreateDays("MonthlyGapDays", 21);
    public static readonly IntegerParameter LapsedDays = CreateDays("LapsedGapDays", 21);
    public static readonly IntegerParameter UnknownDays = CreateDays("UnknownGapDays", 21);

    /// <summary>With budget occasional, whatever the history.</summary>
    public static readonly IntegerParameter OccasionalDays = CreateDays("OccasionalGapDays", 28, unit: "days");

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.MinGap)];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        decision.Request is not null
        && decision.CandidateDays.Any(day =>
            decision.Days.IsAllowed(day, MassageDepth.Gentle) && decision.Days.IsWithinGap(day)
        )
            ? [ReasonCode.MinGap]
            : [];

    /// <summary>The first day (a day number) that is far enough from the last massage; 0 if any is.</summary>
    internal static int FindGapEnd(PlanningContext context, WindowRequest? request)
    {
        if (context.Rhythm.LastDay is not { } last || request?.IgnoresGap == true)
        {
            return 0;
        }

        return last
            + context.Budget switch
            {
                Budget.None => 0,
                Budget.Occasional => context.Parameters[OccasionalDays],
                _ => Math.Min(GetRegularDays(context), request?.MaxGapDays ?? int.MaxValue),
            };
    }

    private static int GetRegularDays(PlanningContext context) =>
        context.Parameters[
            context.Rhythm.History switch
            {
                MassageHistory.Weekly => WeeklyDays,
                MassageHistory.Monthly => MonthlyDays,
                MassageHistory.Lapsed => LapsedDays,
                _ => UnknownDays,
            }
        ];

    private static IntegerParameter CreateDays(string name, int days, string unit = "days between massages") =>
        new(name, days, min: 1, RuleParameter.MaxDays, unit, "choice");
}

public readonly partial record struct ReasonCode
{
    /// <summary>A day is too soon after the last massage.</summary>
    public static ReasonCode MinGap { get; } = new("MIN_GAP");
}
