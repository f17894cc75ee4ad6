namespace ActivitySync.Configuration;

/// <summary>What to say of a key that is no setting: the one that was meant, or where the settings are listed.</summary>
internal static class UnknownSetting
{
    /// <summary>So many names are read at a glance; the rules alone have more.</summary>
    private const int MaxListed = 20;

    /// <summary>One letter in three may be wrong, missing or too many; beyond that it is another word.</summary>
    private const int LettersPerEdit = 3;

    /// <summary>Two letters that changed places.</summary>
    private const int EditsPerSwap = 2;

    public static string Describe(string key, IReadOnlyCollection<string> known)
    {
        var meant = FindNearest(key, known) ?? FindMisplaced(key, known);
        return meant is null
            ? $"no such setting; {ListSettings(key, known)}"
            : $"no such setting; did you mean {meant}?";
    }

    /// <summary>The setting or section that differs by a slip.</summary>
    private static string? FindNearest(string key, IReadOnlyCollection<string> known) =>
        known
            .SelectMany(GetSections)
            .Concat(known)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(candidate => (Key: candidate, Edits: CountSlips(key, candidate)))
            .Where(candidate => candidate.Edits is not null)
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Key, StringComparer.Ordinal)
            .Select(candidate => candidate.Key)
            .FirstOrDefault();

    /// <summary>How many slips make one key of the other; null if they are different words.</summary>
    private static int? CountSlips(string key, string candidate)
    {
        string[] typed = key.ToUpperInvariant().Split(':'),
            meant = candidate.ToUpperInvariant().Split(':');
        if (typed.Length != meant.Length)
        {
            return null;
        }

        var slips = 0;
        foreach (var (one, other) in typed.Zip(meant))
        {
            var edits = NearestMatch.ComputeEditDistance(one, other);
            var isSwap = edits == EditsPerSwap && one.Order().SequenceEqual(other.Order());
            if (!isSwap && edits > Math.Min(one.Length, other.Length) / LettersPerEdit)
            {
                return null;
            }

            slips += edits;
        }

        return slips;
    }

    /// <summary>The only setting of that name, which stands elsewhere.</summary>
    private static string? FindMisplaced(string key, IReadOnlyCollection<string> known)
    {
        var name = key[(key.LastIndexOf(':') + 1)..];
        var elsewhere = known
            .Where(candidate => candidate.EndsWith($":{name}", StringComparison.OrdinalIgnoreCase))
            .Take(2)
            .ToList();
        return elsewhere.Count == 1 ? elsewhere[0] : null;
    }

    private static string ListSettings(string key, IReadOnlyCollection<string> known)
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
            return "'activitysync rules' lists them once this one is taken out.";
        }

        return section is null
            ? $"the sections are {string.Join(", ", names)}."
            : $"{section} has {string.Join(", ", names)}.";
    }

    /// <summary>What stands above a key, the outermost first.</summary>
    private static IEnumerable<string> GetSections(string key)
    {
        for (var end = key.IndexOf(':', StringComparison.Ordinal); end > 0; end = key.IndexOf(':', end + 1))
        {
            yield return key[..end];
        }
    }
}
