namespace ActivitySync.Recovery.Rules;

/// <summary>R9 to R11, R18: what to do after a massage; after deep work a second easy day is better.</summary>
public sealed class AftercareRule : IRecoveryRule
{
    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R11",
            "A massage is itself a load; drink as after a run.",
            EvidenceGrade.C,
            "no basis for drinking extra; a habit, without the reason"
        ),
    ];

    /// <summary>The aftercare of a window; empty without one.</summary>
    internal static IReadOnlyList<Aftercare> GetAftercare(MassageWindow? window) =>
        window is null ? []
        : window.IsDeep ? [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest, Aftercare.SecondEasyDayIsBetter]
        : [Aftercare.DrinkAsAfterARun, Aftercare.NextDayEasyOrRest];
}
