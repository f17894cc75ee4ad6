namespace ActivitySync.Recovery.Rules;

/// <summary>R23: with regular massages, the next is due after a while.</summary>
public sealed class MaintenanceRule : ITrigger
{
    public static readonly IntegerParameter WeeklyDays = CreateDays("WeeklyMaintenanceDays", 7);
    public static readonly IntegerParameter MonthlyDays = CreateDays("MonthlyMaintenanceDays", 30);
    public static readonly IntegerParameter LapsedDays = CreateDays("LapsedMaintenanceDays", 30);

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R23",
            "Weekly or monthly massage, if affordable, shows tight spots early.",
            EvidenceGrade.B,
            "no trial shows fewer injuries: a chance to notice tight spots"
        )
        {
            Parameters =
            [
                WeeklyDays,
                MonthlyDays,
                LapsedDays,
                MassageGapRule.WeeklyDays,
                MassageGapRule.MonthlyDays,
                MassageGapRule.LapsedDays,
                MassageGapRule.UnknownDays,
                MassageGapRule.OccasionalDays,
                AfterRaceRule.MaxGapDays,
            ],
            ActsAlsoIn = "Rules.MassageGapRule",
        },
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.Maintenance, "R23")];

    public WindowRequest? Open(PlanningContext context) =>
        !context.IsCold && context.Rhythm.DaysSinceLast(context.Today) is { } days && days >= GetDueDays(context)
            ? new()
            {
                Kind = KindPreference.Gentle,
                Grade = EvidenceGrade.B,
                Explanation = $"{days} days since the last one: a chance to notice tight spots early.",
            }
            : null;

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        decision.Trigger == this ? [ReasonCode.Maintenance] : [];

    /// <summary>Days since the last massage from which the next is due; null with unknown history: never.</summary>
    private static int? GetDueDays(PlanningContext context) =>
        context.Rhythm.History switch
        {
            MassageHistory.Weekly => context.Parameters[WeeklyDays],
            MassageHistory.Monthly => context.Parameters[MonthlyDays],
            MassageHistory.Lapsed => context.Parameters[LapsedDays],
            _ => null,
        };

    private static IntegerParameter CreateDays(string name, int days) =>
        new(name, days, min: 1, RuleParameter.MaxDays, "days since the last", "choice (R23)");
}

public readonly partial record struct ReasonCode
{
    /// <summary>A regular massage is due.</summary>
    public static ReasonCode Maintenance { get; } = new("MAINTENANCE");
}
