using System.Globalization;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Configuration;

/// <summary>Parses the section <c>Rules</c>: any parameter by its name. Values that would allow an unsafe day are errors.</summary>
internal static class RuleSettingsParser
{
    private const string Section = "Rules";

    public static RuleParameters Parse(SettingsReader reader)
    {
        var given = new List<KeyValuePair<string, double>>();
        foreach (var parameter in RecoveryRules.Parameters)
        {
            var shown = parameter.Default.ToString(CultureInfo.InvariantCulture);
            if (reader.GetDecimal($"{Section}:{parameter.Name}", double.MinValue, double.MaxValue, shown) is { } value)
            {
                given.Add(new(parameter.Name, value));
            }
        }

        var rules = RuleSettings.From(given);
        foreach (var problem in rules.Errors)
        {
            reader.AddError($"{Section}:{problem.Name}", problem.Reason + ".");
        }

        return rules.Parameters;
    }
}
