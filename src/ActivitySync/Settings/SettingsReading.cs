namespace ActivitySync.Settings;

/// <summary>What came of reading settings.</summary>
/// <param name="Settings">Null if there are none. With mistakes, not to be used.</param>
/// <param name="InForce">Every setting with its value and origin; secrets hidden.</param>
/// <param name="Mistakes">All that is wrong.</param>
internal sealed record SettingsReading(
    AppSettings? Settings,
    IReadOnlyList<SettingInForce> InForce,
    IReadOnlyList<SettingMistake> Mistakes);
