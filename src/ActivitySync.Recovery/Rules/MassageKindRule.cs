namespace ActivitySync.Recovery.Rules;

/// <summary>R18, R19: which kind of massage is suggested, and on which of the allowed days.</summary>
public sealed class MassageKindRule : IRecoveryRule
{
    /// <summary>
    /// Deep work is suggested unless its first day is later than that of gentle work by more than this.
    /// </summary>
    public static readonly IntegerParameter DeepLeadDays = new(
        "DeepLeadDays",
        @default: 2,
        min: 0,
        RuleParameter.MaxDays,
        unit: "days deep may start later than gentle",
        source: "choice"
    );

    public IReadOnlyList<RuleStatement> Statements { get; } =
    [
        new(
            "R18",
            "The deeper, the longer the recovery.",
            EvidenceGrade.C,
            "no trial on days before; practitioners: deep four days to a week before"
        )
        {
            Parameters = [DeepLeadDays],
            ActsAlsoIn = "Rules.DaysAfterParameters, Rules.BeforeRaceRule: deep is never below gentle",
        },
        new("R19", "The kind depends on the body and its need.", EvidenceGrade.D, PracticeRules.Framing),
    ];

    /// <summary>Chooses the kind and the days on which it may be.</summary>
    /// <param name="request">What the trigger asks for.</param>
    /// <param name="gentle">Allowed days for gentle work, by date (day numbers).</param>
    /// <param name="deep">Allowed days for deep work, by date.</param>
    /// <param name="context">The facts.</param>
    internal static (MassageKind Kind, IReadOnlyList<int> Days) Choose(
        WindowRequest request,
        IReadOnlyList<int> gentle,
        IReadOnlyList<int> deep,
        PlanningContext context
    )
    {
        switch (request.Kind)
        {
            case KindPreference.ActiveRelease:
                return (MassageKind.ActiveRelease, deep);
            case KindPreference.DeepIfSoon
                // The first massage is a gentle one (choice).
                when context.Rhythm.History != MassageHistory.Unknown
                    && deep.Count > 0
                    && deep[0] - gentle[0] <= context.Parameters[DeepLeadDays]:
                return (MassageKind.DeepTissue, deep);
            case KindPreference.DeepIfUsedToIt when context.Rhythm.History != MassageHistory.Unknown:
                var early = deep.Where(day => !SwedishNearRaceRule.Applies(day, context)).ToList();
                return early.Count > 0 ? (MassageKind.DeepTissue, early) : (MassageKind.Swedish, gentle);
            default:
                return (MassageKind.Swedish, gentle);
        }
    }
}
