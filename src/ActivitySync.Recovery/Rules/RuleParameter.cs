namespace ActivitySync.Recovery.Rules;

/// <summary>One number of rules.md 4: its setting's name, what it means and the values a setting may give.</summary>
public abstract class RuleParameter(string name, double @default, double min, double max, string unit, string source)
{
    /// <summary>A wait or look-ahead of more than a year makes no sense.</summary>
    internal const int MaxDays = 366;

    /// <summary>The key below <c>Rules</c> in the settings, exactly.</summary>
    public string Name { get; } = name;

    public double Default { get; } = @default;

    /// <summary>Included.</summary>
    public double Min { get; } = min;

    /// <summary>Included.</summary>
    public double Max { get; } = max;

    public string Unit { get; } = unit;

    /// <summary>post, review or choice, with the rule behind it.</summary>
    public string Source { get; } = source;

    /// <summary>Why a setting can't go beyond the bounds; null if they only exclude what makes no sense.</summary>
    public string? BoundsReason { get; init; }

    /// <summary>A count of days, minutes or things, rather than a ratio.</summary>
    public bool IsInteger => this is IntegerParameter;
}

/// <summary>A parameter that is a count.</summary>
public sealed class IntegerParameter(string name, int @default, int min, int max, string unit, string source)
    : RuleParameter(name, @default, min, max, unit, source);

/// <summary>A parameter that may have decimals.</summary>
public sealed class RatioParameter(string name, double @default, double min, double max, string source)
    : RuleParameter(name, @default, min, max, "ratio", source);

/// <summary>
/// Two parameters that are allowed on their own and unsafe or senseless together unless they are in order.
/// </summary>
/// <param name="Lower">Must not exceed <paramref name="Upper"/>.</param>
/// <param name="Upper">The parameter an error names.</param>
/// <param name="Reason">Why.</param>
public sealed record ParameterOrder(RuleParameter Lower, RuleParameter Upper, string Reason);
