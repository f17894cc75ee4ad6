namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Why the answer is as it is: a code of rules.md 10, as written in JSON ("RACE_POST"). Each code is defined in the
/// file of the rule that gives it; <see cref="RecoveryRules.ReasonCodes"/> lists all codes in order.
/// </summary>
public readonly partial record struct ReasonCode(string Code)
{
    public override string ToString() => Code;
}

/// <summary>A reason code and the rules behind it.</summary>
/// <param name="Code">The code.</param>
/// <param name="RuleIds">Ids of the statements behind it ("R5"); may be empty.</param>
public sealed record RuleReason(ReasonCode Code, params IReadOnlyList<string> RuleIds)
{
    /// <summary>The code says how sure the plan is, not why a massage is suggested.</summary>
    public bool IsPlanOnly { get; init; }
}
