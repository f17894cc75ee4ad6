using System.Globalization;

namespace ActivitySync.Configuration;

/// <summary>The settings that exist, for messages about keys that don't.</summary>
internal sealed class KnownSettings
{
    private const string Athletes = "Athletes";

    /// <summary>All athletes have the same keys. Two show that a key of an athlete is not the only one of its
    /// name.</summary>
    private const int ShownAthletes = 2;

    private readonly Dictionary<string, EffectiveSetting> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedKeys _sorted;
    private readonly List<string> _general = [];

    /// <param name="settings">Every setting that was read, in order.</param>
    public KnownSettings(IEnumerable<EffectiveSetting> settings)
    {
        foreach (var setting in settings)
        {
            if (_settings.TryAdd(setting.Key, setting) && FindAthlete(setting.Key) is null)
            {
                _general.Add(setting.Key);
            }
        }

        _sorted = new SortedKeys(_settings.Keys);
        _general.AddRange(
            Enumerable
                .Range(0, ShownAthletes)
                .SelectMany(index =>
                    _sorted.GetBelow(string.Create(CultureInfo.InvariantCulture, $"{Athletes}:{index}"))
                )
        );
    }

    public EffectiveSetting? Find(string key) => _settings.GetValueOrDefault(key);

    /// <summary>Whether a key is a section with settings.</summary>
    public bool IsSection(string key) => _sorted.GetBelow(key).Any();

    /// <summary>Finds the setting that a key would be below, although it is a single value.</summary>
    public string? FindAbove(string key)
    {
        for (var end = key.IndexOf(':', StringComparison.Ordinal); end > 0; end = key.IndexOf(':', end + 1))
        {
            if (_settings.TryGetValue(key[..end], out var setting))
            {
                return setting.Key;
            }
        }

        return null;
    }

    /// <summary>The settings that may be meant by an unknown key: those outside of <c>Athletes</c>, those of the same
    /// athlete, and those of two athletes as examples.</summary>
    public IReadOnlyCollection<string> GetCandidates(string key) =>
        FindAthlete(key) is { } athlete
            ? [.. _general.Union(_sorted.GetBelow(athlete), StringComparer.OrdinalIgnoreCase)]
            : _general;

    /// <summary>Finds the section of the athlete that a key is below: <c>Athletes:12</c>.</summary>
    private static string? FindAthlete(string key)
    {
        if (!key.StartsWith($"{Athletes}:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var end = key.IndexOf(':', Athletes.Length + 1);
        return end < 0 ? null : key[..end];
    }
}
