namespace ActivitySync.Recovery.Rules;

/// <summary>The numbers of rules.md 4 in force.</summary>
public sealed record RuleParameters
{
    public static RuleParameters Default { get; } = new();

    public int PreRaceDays { get; init; } = 15;
    public int IllnessPostponeDays { get; init; } = 7;
}
