namespace ActivitySync.Configuration;

/// <summary>Describes an unknown key: suggests the setting that was probably meant, or lists the known ones.</summary>
internal static class UnknownSetting
{
    /// <summary>The maximum number of names in a message; the section <c>Rules</c> has more.</summary>
    private const int MaxListed = 20;

    /// <summary>One edit is allowed per this many letters.</summary>
    private const int LettersPerEdit = 3;

    /// <summary>The edit distance of two swapped letters.</summary>
    private const int EditsPerSwap = 2;

    /// <param name="key">The unknown key.</param>
    /// <param name="known">The settings that may be meant.</param>
    /// <param name="root">What has the settings; null for all settings, which are in sections.</param>
    public static string Describe(string key, IReadOnlyCollection<string> known, string? root = null)
    {
        var meant = FindNearest(key, known) ?? FindMisplaced(key, known);
        return meant is null
            ? $"no such setting; {ListSettings(key, known, root)}"
            : $"no such setting; did you mean {meant}?";
    }

    /// <summary>Finds the setting or section that differs only by typing errors.</summary>
    private static string? FindNearest(string key, IReadOnlyCollection<string> known) =>
        known
            .SelectMany(GetSections)
            .Concat(known)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(candidate => (Key: candidate, Edits: CountTypos(key, candidate)))
            .Where(candidate => candidate.Edits is not null)
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Key, StringComparer.Ordinal)
            .Select(candidate => candidate.Key)
            .FirstOrDefault();

    /// <summary>Counts the edits between two keys; null if a part of them differs too much.</summary>
    private static int? CountTypos(string key, string candidate)
    {
        string[] typed = key.ToUpperInvariant().Split(':'),
            meant = candidate.ToUpperInvariant().Split(':');
        if (typed.Length != meant.Length)
        {
            return null;
        }

        var count = 0;
        foreach (var (one, other) in typed.Zip(meant))
        {
            var edits = NearestMatch.ComputeEditDistance(one, other);
            var isSwap = edits == EditsPerSwap && one.Order().SequenceEqual(other.Order());
            if (!isSwap && edits > Math.Min(one.Length, other.Length) / LettersPerEdit)
            {
                return null;
            }

            count += edits;
        }

        return count;
    }

    /// <summary>Finds the setting of that name in another section, if there is exactly one.</summary>
    private static string? FindMisplaced(string key, IReadOnlyCollection<string> known)
    {
        var name = key[(key.LastIndexOf(':') + 1)..];
        var elsewhere = known
            .Where(candidate => candidate.EndsWith($":{name}", StringComparison.OrdinalIgnoreCase))
            .Take(2)
            .ToList();
        return elsewhere.Count == 1 ? elsewhere[0] : null;
    }

    private static string ListSettings(string key, IReadOnlyCollection<string> known, string? root)
    {
        var section = GetSections(key)
            .LastOrDefault(above =>
                known.Any(candidate => candidate.StartsWith($"{above}:", StringComparison.OrdinalIgnoreCase))
            );
        var names = known
            .Where(candidate =>
                section is null || candidate.StartsWith($"{section}:", StringComparison.OrdinalIgnoreCase)
            )
            .Select(candidate => candidate[(section is null ? 0 : section.Length + 1)..].Split(':')[0])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (names.Count > MaxListed)
        {
            return "remove it, then run 'activitysync rules' to list all parameters.";
        }

        return (section ?? root) is not { } owner
            ? $"the sections are {string.Join(", ", names)}."
            : $"{owner} has {string.Join(", ", names)}.";
    }

    /// <summary>Gets the sections that contain a key, outermost first.</summary>
    private static IEnumerable<string> GetSections(string key)
    {
        for (var end = key.IndexOf(':', StringComparison.Ordinal); end > 0; end = key.IndexOf(':', end + 1))
        {
            yield return key[..end];
        }
    }
}
