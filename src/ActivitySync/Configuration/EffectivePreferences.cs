using System.Globalization;

namespace ActivitySync.Configuration;

/// <summary>Shows the preferences that come from the page among the effective settings.</summary>
internal static class EffectivePreferences
{
    private const string Section = "Athletes:";
    private const string NameSuffix = ":Name";

    /// <summary>Replaces the settings of athletes that come from the page.</summary>
    /// <param name="settings">The effective settings of file and environment.</param>
    /// <param name="athletes">The athletes with the current preferences.</param>
    public static IReadOnlyList<EffectiveSetting> WithPreferences(
        this IReadOnlyList<EffectiveSetting> settings,
        IReadOnlyList<AthleteSettings> athletes
    )
    {
        var sections = settings
            .Where(setting =>
                setting.Key.StartsWith(Section, StringComparison.Ordinal)
                && setting.Key.EndsWith(NameSuffix, StringComparison.Ordinal)
                && setting.Value is not null
            )
            .DistinctBy(setting => setting.Value)
            .ToDictionary(setting => setting.Value!, setting => setting.Key[..^NameSuffix.Length]);
        var replaced = (
            from athlete in athletes
            where sections.ContainsKey(athlete.Name)
            from preference in Preference.All
            where athlete.GetOrigin(preference).Layer == SettingLayer.Page
            select (Key: $"{sections[athlete.Name]}:{preference.Key}", Preference: preference, Athlete: athlete)
        ).ToDictionary(change => change.Key, StringComparer.Ordinal);
        return replaced.Count == 0 ? settings : [.. Replace(settings, replaced)];
    }

    private static IEnumerable<EffectiveSetting> Replace(
        IReadOnlyList<EffectiveSetting> settings,
        Dictionary<string, (string Key, Preference Preference, AthleteSettings Athlete)> replaced
    )
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            // An element of a list has the key of the list and its position.
            var list = setting.Key[..Math.Max(0, setting.Key.LastIndexOf(':'))];
            if (!replaced.TryGetValue(setting.Key, out var change) && !replaced.TryGetValue(list, out change))
            {
                yield return setting;
            }
            else if (done.Add(change.Key))
            {
                foreach (var shown in Show(change.Key, change.Preference, change.Preference.Format(change.Athlete)))
                {
                    yield return shown;
                }
            }
        }
    }

    private static IEnumerable<EffectiveSetting> Show(string key, Preference preference, string value) =>
        preference.IsList && value.Length > 0
            ? Preference
                .SplitLines(value)
                .Select(
                    (line, position) => Create(string.Create(CultureInfo.InvariantCulture, $"{key}:{position}"), line)
                )
            : [Create(key, preference.IsList ? "[]" : value)];

    private static EffectiveSetting Create(string key, string value) => new(key, value, SettingOrigin.Page.Text);
}
