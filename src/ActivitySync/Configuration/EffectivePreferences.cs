using System.Globalization;

namespace ActivitySync.Configuration;

/// <summary>Shows the preferences that come from the page among the effective settings.</summary>
internal static class EffectivePreferences
{
    private const string Section = "Athletes:";
    private const string NameSuffix = ":Name";

    /// <summary>Replaces the settings of an athlete that come from the page.</summary>
    /// <param name="settings">The effective settings of file and environment.</param>
    /// <param name="athlete">The athlete with the current preferences.</param>
    public static IReadOnlyList<EffectiveSetting> WithPreferences(
        this IReadOnlyList<EffectiveSetting> settings,
        AthleteSettings athlete
    )
    {
        var name = settings.FirstOrDefault(setting =>
            setting.Key.StartsWith(Section, StringComparison.Ordinal)
            && setting.Key.EndsWith(NameSuffix, StringComparison.Ordinal)
            && setting.Value == athlete.Name
        );
        if (name is null)
        {
            return settings;
        }

        var prefix = name.Key[..^NameSuffix.Length];
        return Preference
            .All.Where(preference => athlete.GetOrigin(preference).Layer == SettingLayer.Page)
            .Aggregate(settings, (shown, preference) =>
                Replace(shown, $"{prefix}:{preference.Key}", preference, athlete)
            );
    }

    private static List<EffectiveSetting> Replace(
        IReadOnlyList<EffectiveSetting> settings,
        string key,
        Preference preference,
        AthleteSettings athlete
    )
    {
        var value = preference.Format(athlete);
        var shown = settings.ToList();
        var index = shown.FindIndex(IsReplaced);
        shown.RemoveAll(IsReplaced);
        shown.InsertRange(
            index < 0 ? shown.Count : index,
            preference.IsList && value.Length > 0
                ? Preference
                    .SplitLines(value)
                    .Select(
                        (line, position) =>
                            Create(string.Create(CultureInfo.InvariantCulture, $"{key}:{position}"), line)
                    )
                : [Create(key, preference.IsList ? "[]" : value)]
        );
        return shown;

        bool IsReplaced(EffectiveSetting setting) =>
            setting.Key.Equals(key, StringComparison.Ordinal)
            || setting.Key.StartsWith($"{key}:", StringComparison.Ordinal);
    }

    private static EffectiveSetting Create(string key, string value) => new(key, value, SettingOrigin.Page.Text);
}
