namespace ActivitySync.Recovery.Rules;

/// <summary>
/// The effective values of all parameters. Values from outside come in through <see cref="RuleSettings"/>, which
/// refuses unsafe ones.
/// </summary>
public sealed class RuleParameters
{
    private readonly Dictionary<RuleParameter, double> _changed;

    private RuleParameters(Dictionary<RuleParameter, double> changed) => _changed = changed;

    public static RuleParameters Default { get; } = new([]);

    public int this[IntegerParameter parameter] => (int)GetValue(parameter);

    public double this[RatioParameter parameter] => GetValue(parameter);

    public double GetValue(RuleParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _changed.TryGetValue(parameter, out var value) ? value : parameter.Default;
    }

    /// <summary>The same values with one changed. Bounds are not checked.</summary>
    public RuleParameters With(RuleParameter parameter, double value) => new(new(_changed) { [parameter] = value });
}
