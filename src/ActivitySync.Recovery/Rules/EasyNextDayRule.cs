namespace ActivitySync.Recovery.Rules;

/// <summary>R9, R10: the day after a massage is easy, so the day before anything hard or long is blocked.</summary>
public sealed class EasyNextDayRule : IDayRule
{
    /// <summary>Cambron 2007.</summary>
    private const string MinorDiscomfort = "one in ten had minor discomfort, most of it gone in 36 h; kept";

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new("R9", "Training goes on after the massage: next day easy.", EvidenceGrade.C, MinorDiscomfort)
        {
            ActsAlsoIn = "Rules.AftercareRule",
        },
        new("R10", "No speed, intervals or long run the day after a massage.", EvidenceGrade.C, MinorDiscomfort),
    ];

    public IReadOnlyList<RuleReason> Reasons { get; } = [new(ReasonCode.NextDayNotEasy, "R9", "R10")];

    public IEnumerable<ReasonCode> GetBlockingReasons(int day, MassageDepth depth, PlanningContext context) =>
        context.Events.Any(one => !one.IsPast && !one.IsRace && one.Day - day == 1) ? [ReasonCode.NextDayNotEasy] : [];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision) =>
        decision.IsBlockedInRange(ReasonCode.NextDayNotEasy, MassageDepth.Gentle) ? [ReasonCode.NextDayNotEasy] : [];
}

public readonly partial record struct ReasonCode
{
    /// <summary>The next day is hard or long.</summary>
    public static ReasonCode NextDayNotEasy { get; } = new("NEXT_DAY_NOT_EASY");
}
