using System.Globalization;

namespace ActivitySync.Recovery.Rules;

/// <summary>The result of applying settings to the parameters.</summary>
/// <param name="Parameters">The effective values; the defaults if there are errors.</param>
/// <param name="Errors">One for each setting that is not allowed.</param>
public sealed record RuleSettings(RuleParameters Parameters, IReadOnlyList<RuleSettingError> Errors)
{
    /// <summary>Applies values over the defaults and refuses those that would allow an unsafe day.</summary>
    /// <param name="values">Exact parameter names with their values. The last of a repeated name wins.</param>
    public static RuleSettings From(IEnumerable<KeyValuePair<string, double>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var parameters = RuleParameters.Default;
        var errors = new List<RuleSettingError>();
        foreach (var (name, value) in values)
        {
            if (RecoveryRules.FindParameter(name) is not { } parameter)
            {
                errors.Add(new(name, "is not a parameter of the rules"));
            }
            else if (FindError(parameter, value) is { } reason)
            {
                errors.Add(new(name, reason));
            }
            else
            {
                parameters = parameters.With(parameter, value);
            }
        }

        errors.AddRange(
            RecoveryRules
                .All.SelectMany(rule => rule.ParameterOrders)
                .Where(order => parameters.GetValue(order.Lower) > parameters.GetValue(order.Upper))
                .Select(order => CreateOrderError(order, parameters))
        );
        return errors.Count == 0 ? new(parameters, []) : new(RuleParameters.Default, errors);
    }

    private static string? FindError(RuleParameter parameter, double value)
    {
        if (!(value >= parameter.Min && value <= parameter.Max))
        {
            var reason = parameter.BoundsReason is { } text ? $": {text}" : "";
            return $"must be {Format(parameter.Min)} to {Format(parameter.Max)} ({parameter.Unit}), "
                + $"not {Format(value)}{reason}";
        }

        return parameter.IsInteger && value != Math.Floor(value)
            ? $"must be a whole number ({parameter.Unit}), not {Format(value)}"
            : null;
    }

    private static RuleSettingError CreateOrderError(ParameterOrder order, RuleParameters parameters)
    {
        var (lower, upper) = (parameters.GetValue(order.Lower), parameters.GetValue(order.Upper));
        return new(order.Upper.Name, $"is {Format(upper)}, below {order.Lower.Name} = {Format(lower)}: {order.Reason}");
    }

    private static string Format(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A setting that is not allowed.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Reason">What is wrong and what is allowed: "must be 3 to 366 (days before a race), not 1".</param>
public sealed record RuleSettingError(string Name, string Reason);
