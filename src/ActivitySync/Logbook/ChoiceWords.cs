using System.Collections.Frozen;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Logbook;

/// <summary>Other words for the values of a list, in English and German: "deep" for deep-tissue.</summary>
internal static class ChoiceWords
{
    private static readonly (string Value, string[] Words)[] Sessions =
    [
        (
            "hard",
            ["tempo", "intervals", "interval", "track", "threshold", "speed", "workout", "fartlek", "hills", "hart"]
        ),
        ("long-run", ["long", "longrun", "lang", "langer-lauf"]),
        ("easy", ["recovery", "jog", "locker", "leicht"]),
    ];

    /// <summary>The words of each list, for the page of commands.</summary>
    public static IReadOnlyList<ChoiceWordList> All { get; } =
    [
        new(
            typeof(MassageKind),
            "Massages",
            [
                ("deep-tissue", ["deep", "deeptissue", "tief", "tiefengewebe"]),
                ("swedish", ["classic", "classical", "gentle", "relaxing", "schwedisch", "klassisch"]),
                ("active-release", ["release", "active", "art"]),
                ("other", ["thai", "sports", "sport", "shiatsu", "hot-stone"]),
            ]
        ),
        new(typeof(PlannedSessionKind), "Planned sessions", [.. Sessions, ("rest", ["off", "ruhe", "ruhetag"])]),
        new(typeof(AthleteLabelKind), "Labels", [("race", ["rennen", "wettkampf"]), .. Sessions]),
        new(
            typeof(MassageFeeling),
            "Feelings",
            [("better", ["besser"]), ("same", ["gleich", "unchanged"]), ("worse", ["schlechter"])]
        ),
    ];

    private static readonly FrozenDictionary<Type, FrozenDictionary<string, string>> ValuesByWord =
        All.ToFrozenDictionary(
            list => list.Type,
            list =>
                list.Rows.SelectMany(row => row.Words.Select(word => (word, row.Value)))
                    .ToFrozenDictionary(pair => pair.word, pair => pair.Value, StringComparer.Ordinal)
        );

    /// <summary>Parses a value or another word for it; "Deep Tissue massage" is deep-tissue.</summary>
    public static bool TryParse<T>(string typed, out T value)
        where T : struct, Enum
    {
        if (EnumText.TryParse(typed.Length == 1 ? typed.ToUpperInvariant() : typed.ToLowerInvariant(), out value))
        {
            return true;
        }

        var word = string.Join(
            '-',
            typed.ToLowerInvariant().Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries)
        );
        const string suffix = "massage";
        if (typeof(T) == typeof(MassageKind) && word.EndsWith(suffix, StringComparison.Ordinal))
        {
            word = word[..^suffix.Length].TrimEnd('-');
        }

        return EnumText.TryParse(GetValue<T>(word), out value);
    }

    /// <summary>Finds the word that was probably meant; null if none is similar.</summary>
    public static string? FindSimilar<T>(string typed)
        where T : struct, Enum =>
        NearestMatch.FindSimilar(
            typed,
            Enum.GetValues<T>()
                .Select(EnumText.Format)
                .Concat(ValuesByWord.TryGetValue(typeof(T), out var words) ? words.Keys : [])
        );

    private static string GetValue<T>(string word) =>
        ValuesByWord.TryGetValue(typeof(T), out var words) ? words.GetValueOrDefault(word, word) : word;
}

/// <summary>The words of one list.</summary>
/// <param name="Type">The type of its values.</param>
/// <param name="Name">What the values are.</param>
/// <param name="Rows">The values as text, each with its other words.</param>
internal sealed record ChoiceWordList(Type Type, string Name, IReadOnlyList<(string Value, string[] Words)> Rows);
