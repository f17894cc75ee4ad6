namespace ActivitySync.Recovery.Rules;

/// <summary>A list of rules and what follows from its order. The plan uses <see cref="RecoveryRules.Set"/>.</summary>
internal sealed class RuleSet
{
    private readonly Dictionary<ReasonCode, RuleReason> _reasons;
    private readonly Dictionary<ReasonCode, int> _positions;

    internal RuleSet(IReadOnlyList<IRecoveryRule> rules)
    {
        Rules = rules;
        DayRules = [.. rules.OfType<IDayRule>()];
        Triggers = [.. rules.OfType<ITrigger>()];
        var reasons = rules.SelectMany(rule => rule.Reasons).ToList();
        ReasonCodes = [.. reasons.Select(reason => reason.Code)];
        _reasons = reasons.ToDictionary(reason => reason.Code);
        _positions = reasons.Index().ToDictionary(entry => entry.Item.Code, entry => entry.Index);
    }

    internal IReadOnlyList<IRecoveryRule> Rules { get; }

    internal IReadOnlyList<IDayRule> DayRules { get; }

    internal IReadOnlyList<ITrigger> Triggers { get; }

    /// <summary>Every reason code, in the order in which codes are always listed.</summary>
    internal IReadOnlyList<ReasonCode> ReasonCodes { get; }

    /// <summary>Codes in that order, each once.</summary>
    internal IReadOnlyList<ReasonCode> Sort(IEnumerable<ReasonCode> codes) =>
        [.. codes.Distinct().OrderBy(code => _positions[code])];

    /// <summary>The codes that say why a massage is suggested.</summary>
    internal IReadOnlyList<ReasonCode> SelectMassageReasons(IEnumerable<ReasonCode> codes) =>
        [.. codes.Where(code => !_reasons[code].IsPlanOnly)];

    /// <summary>The ids of the statements behind the codes, each once, by number.</summary>
    internal IReadOnlyList<string> GetRuleIds(IEnumerable<ReasonCode> codes) =>
        [.. codes.SelectMany(code => _reasons[code].RuleIds).Distinct().OrderBy(RuleStatement.ParseNumber)];
}
