using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.SelfMassage;

/// <summary>Replaces areas with an active pain (R29, R30; rules.md 8).</summary>
/// <remarks>
/// Athletes name an area in their own words, so the words are compared in the form of titles: in lower case, and
/// without accents (<c>Füße</c> is <c>fusse</c>).
/// </remarks>
internal static class PainfulAreaFilter
{
    private const int AreaCount = 3;

    /// <summary>Parts of words, because German joins words: <c>Mittelfuß</c>, <c>Achillessehne</c>.</summary>
    private static readonly (string Part, BodyArea[] Areas)[] PartRows =
    [
        .. ToRows(
            [BodyArea.Arch],
            ["foot", "feet", "heel", "arch", "plantar", "sole", "toe", "fuss", "fuess", "ferse", "sohle", "zeh"]
        ),
        .. ToRows(
            [BodyArea.Calves],
            ["calf", "calves", "achilles", "shin", "ankle", "soleus", "wade", "schienbein", "knochel", "knoechel"]
        ),
        .. ToRows([BodyArea.Calves], ["sprunggelenk", "unterschenkel"]),
        .. ToRows([BodyArea.Quads], ["knee", "quad", "it band", "iliotibial", "knie"]),
        .. ToRows([BodyArea.Quads, BodyArea.Hamstrings], ["thigh", "oberschenkel"]),
        .. ToRows([BodyArea.Hamstrings], ["hamstring", "hammy", "beinbeuger"]),
        .. ToRows([BodyArea.HipFlexors], ["hip", "groin", "adductor", "huft", "hueft", "leiste", "adduktor"]),
        .. ToRows([BodyArea.Glutes], ["glute", "buttock", "gesass", "gesaess", "pobacke", "hintern"]),
    ];

    /// <summary>Whole words, because they are parts of others; without areas if no exercise treats the place.</summary>
    private static readonly (string Word, BodyArea[] Areas)[] WordRows =
    [
        .. ToRows([BodyArea.Calves, BodyArea.Quads, BodyArea.Hamstrings], ["leg", "legs", "bein", "beine"]),
        .. ToRows([BodyArea.Glutes], ["po", "butt", "backside"]),
        .. ToRows([BodyArea.Quads], ["itb"]),
        .. ToRows([], ["back", "neck", "shoulder", "shoulders", "chest", "arm", "arms"]),
        .. ToRows([], ["rucken", "ruecken", "kreuz", "nacken", "schulter", "schultern", "brust", "arme"]),
    ];

    private static readonly BodyArea[] ReplacementAreas =
    [
        BodyArea.Calves,
        BodyArea.Quads,
        BodyArea.Hamstrings,
        BodyArea.Glutes,
        BodyArea.Arch,
    ];

    /// <summary>
    /// Leaves out the painful areas and fills up to three; nothing is left if a pain may be anywhere, because its area
    /// has no known word.
    /// </summary>
    internal static IReadOnlyList<BodyArea> ReplacePainfulAreas(
        IReadOnlyList<BodyArea> areas,
        IEnumerable<Pain> activePains
    )
    {
        var painful = new HashSet<BodyArea>();
        foreach (var pain in activePains)
        {
            if (FindAreas(pain.Area) is not { } found)
            {
                return [];
            }

            painful.UnionWith(found);
        }

        return [.. areas.Concat(ReplacementAreas).Where(area => !painful.Contains(area)).Distinct().Take(AreaCount)];
    }

    /// <summary>The areas of a place in an athlete's words; null if none of the words is known.</summary>
    private static IReadOnlyList<BodyArea>? FindAreas(string place)
    {
        // "Back of the leg" is not the back.
        var form = TitleNormalizer.Normalize(place).Replace("back of", "", StringComparison.Ordinal);
        var found = PartRows
            .Where(row => form.Contains(row.Part, StringComparison.Ordinal))
            .Concat(WordRows.Where(row => TitleNormalizer.ContainsWord(form, row.Word)))
            .ToList();
        return found.Count == 0 ? null : [.. found.SelectMany(row => row.Areas).Distinct()];
    }

    private static IEnumerable<(string Word, BodyArea[] Areas)> ToRows(BodyArea[] areas, string[] words) =>
        words.Select(word => (word, areas));
}
