using System.Globalization;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Configuration;

/// <summary>Parses the section <c>Rules</c>: any rule parameter by its name. Refuses values that would allow an unsafe
/// day.</summary>
internal static class RuleSettingsParser
{
    private const string Section = "Rules";

    public static RuleParameters Parse(SettingsReader reader)
    {
        var given = new List<KeyValuePair<string, double>>();
        foreach (var parameter in RuleParameter.All)
        {
            var shown = parameter.Default.ToString(CultureInfo.InvariantCulture);
            if (reader.GetDecimal($"{Section}:{parameter.Name}", double.MinValue, double.MaxValue, shown) is { } value)
            {
                given.Add(new(parameter.Name, value));
            }
        }

        var rules = RuleSettings.From(given);
        foreach (var error in rules.Errors)
        {
            reader.AddError($"{Section}:{error.Name}", error.Reason + ".");
        }

        return rules.Parameters;
    }
}
