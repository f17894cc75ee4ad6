using System.Collections.Frozen;

namespace ActivitySync.Recovery.Rules;

/// <summary>One number of rules.md 4: its exact name, what it means and how far a setting may move it.</summary>
public sealed class RuleParameter
{
    private readonly Func<RuleParameters, double> _read;
    private readonly Func<RuleParameters, double, RuleParameters> _write;

    internal RuleParameter(
        string name,
        string unit,
        string source,
        Func<RuleParameters, double> read,
        Func<RuleParameters, double, RuleParameters> write,
        double least,
        double most
    )
    {
        Name = name;
        Unit = unit;
        Source = source;
        _read = read;
        _write = write;
        Min = least;
        Max = most;
    }

    /// <summary>Every parameter, in the order of rules.md 4.</summary>
    public static IReadOnlyList<RuleParameter> All { get; } = RuleParameterTable.CreateAll();

    private static readonly FrozenDictionary<string, RuleParameter> ByName = All.ToFrozenDictionary(
        row => row.Name,
        StringComparer.Ordinal
    );

    public string Name { get; }

    public string Unit { get; }

    /// <summary>post, review or choice, with the rule behind it.</summary>
    public string Source { get; }

    /// <summary>The smallest value a setting may give, included.</summary>
    public double Min { get; }

    /// <summary>The largest value a setting may give, included.</summary>
    public double Max { get; }

    /// <summary>A count of days, minutes or things, rather than a ratio.</summary>
    public bool IsInteger => Unit != RuleParameterTable.Ratio;

    public double Default => _read(RuleParameters.Default);

    /// <summary>The parameter of this exact name, or null.</summary>
    public static RuleParameter? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The value in force.</summary>
    public double GetValue(RuleParameters parameters) => _read(parameters);

    internal RuleParameters WithValue(RuleParameters parameters, double value) => _write(parameters, value);
}
