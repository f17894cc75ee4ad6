using System.Collections.Frozen;
using System.Text;

namespace ActivitySync.Data;

/// <summary>
/// The words of an enumeration outside the program, in columns, documents and on the command line: kebab-case
/// (<c>deep-tissue</c>), but for grades of one letter, which stay capitals (<c>A</c>).
/// </summary>
internal static class EnumText
{
    public static string Format<T>(T value)
        where T : struct, Enum => TextTable<T>.ByValue[value];

    /// <summary>The value of exactly this word.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum => TextTable<T>.ByText.TryGetValue(text, out value);

    /// <summary>The value of a column's word; a word not of ours is damage.</summary>
    public static T Parse<T>(string text)
        where T : struct, Enum =>
        TryParse<T>(text, out var value) ? value : throw new FormatException($"'{text}' is no {typeof(T).Name}.");

    /// <summary>All words, for a message that says what is possible: <c>hard, long-run, easy, rest</c>.</summary>
    public static string ListChoices<T>()
        where T : struct, Enum => TextTable<T>.All;

    private static string ToKebabCase(string name)
    {
        if (name.Length == 1)
        {
            return name;
        }

        var word = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0)
            {
                word.Append('-');
            }

            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }

    private static class TextTable<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>()
            .ToFrozenDictionary(value => value, value => ToKebabCase(Enum.GetName(value)!));

        public static readonly FrozenDictionary<string, T> ByText = ByValue.ToFrozenDictionary(
            pair => pair.Value,
            pair => pair.Key,
            StringComparer.Ordinal
        );

        public static readonly string All = string.Join(", ", Enum.GetValues<T>().Select(value => ByValue[value]));
    }
}
