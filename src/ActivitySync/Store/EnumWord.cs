using System.Collections.Frozen;
using System.Text;

namespace ActivitySync.Store;

/// <summary>
/// The words of an enumeration outside the program, in columns, documents and on the command line: kebab-case
/// (<c>deep-tissue</c>), but for grades of one letter, which stay capitals (<c>A</c>).
/// </summary>
internal static class EnumWord
{
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.ByValue[value];

    /// <summary>The value of exactly this word.</summary>
    public static bool TryRead<T>(string word, out T value)
        where T : struct, Enum => Words<T>.ByWord.TryGetValue(word, out value);

    /// <summary>The value of a column's word; a word not of ours is damage.</summary>
    public static T Read<T>(string word)
        where T : struct, Enum =>
        TryRead<T>(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    /// <summary>All words, for a message that says what is possible: <c>hard, long-run, easy, rest</c>.</summary>
    public static string Choices<T>()
        where T : struct, Enum => Words<T>.All;

    private static string Kebab(string name)
    {
        if (name.Length == 1) return name;
        var word = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0) word.Append('-');
            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue =
            Enum.GetValues<T>().ToFrozenDictionary(value => value, value => Kebab(Enum.GetName(value)!));

        public static readonly FrozenDictionary<string, T> ByWord =
            ByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

        public static readonly string All = string.Join(", ", Enum.GetValues<T>().Select(value => ByValue[value]));
    }
}
