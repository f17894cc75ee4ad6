namespace ActivitySync.Recovery.Rules;

/// <summary>
/// R32, R34: self-massage is light around races and while no day is allowed for gentle work (rules.md 8).
/// </summary>
public sealed class SelfMassageRule : IRecoveryRule
{
    public static readonly IntegerParameter LightAfterUltraDays = Create("SelfLightAfterUltraDays", 2, "days");
    public static readonly IntegerParameter LightAfterMarathonDays = Create("SelfLightAfterMarathonDays", 2, "days");
    public static readonly IntegerParameter LightAfterHalfDays = Create("SelfLightAfterHalfDays", 2, "days");
    public static readonly IntegerParameter LightAfterShortDays = Create("SelfLightAfterShortDays", 1, "days");
    public static readonly IntegerParameter LightBeforeDays = Create("SelfLightBeforeDays", 2, "days before a race");

    /// <summary>By event class. The race day is day 0, and the last day is included.</summary>
    private static readonly IntegerParameter[] LightAfterDays =
    [
        LightAfterUltraDays,
        LightAfterMarathonDays,
        LightAfterHalfDays,
        LightAfterShortDays,
    ];

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R32",
            "Foam roller, also for hip flexors.",
            EvidenceGrade.A,
            "small; 30 to 120 s a muscle; same day is fine"
        )
        {
            Parameters = [.. LightAfterDays, LightBeforeDays],
            ActsAlsoIn = "SelfMassage.RoutineBuilder",
        },
        new("R34", "Tennis ball for the arch, after a long run.", EvidenceGrade.A, "small; same day is fine")
        {
            ActsAlsoIn = "SelfMassage.RoutineBuilder",
        },
    ];

    public int GetReachDays(RuleParameters parameters) => LightAfterDays.Max(days => parameters[days]);

    internal static bool IsLight(PlanningContext context, PlanDecision decision) =>
        context.Events.Any(one => one.IsRace && IsNear(one, context))
        || !decision.CandidateDays.Any(day => decision.Days.IsAllowed(day, MassageDepth.Gentle));

    private static bool IsNear(RecoveryEvent race, PlanningContext context)
    {
        var ago = context.Today - race.Day;
        // A recorded race can be ahead: it was recorded in a time zone further east.
        return race.IsPast
            ? ago <= context.Parameters[LightAfterDays[(int)race.Class]]
            : -ago <= context.Parameters[LightBeforeDays];
    }

    private static IntegerParameter Create(string name, int days, string unit) =>
        new(name, days, min: 0, RuleParameter.MaxDays, unit, "choice");
}
