using System.Collections.Frozen;
using System.Text;

namespace ActivitySync.Data;

/// <summary>
/// The text of enum values in columns, JSON and on the command line: kebab-case (<c>deep-tissue</c>), except for names
/// of one letter, which stay uppercase (<c>A</c>).
/// </summary>
internal static class EnumText
{
    public static string Format<T>(T value)
        where T : struct, Enum => TextTable<T>.ByValue[value];

    /// <summary>Parses a text; case matters.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum => TextTable<T>.ByText.TryGetValue(text, out value);

    /// <summary>Parses the text of a column.</summary>
    public static T Parse<T>(string text)
        where T : struct, Enum =>
        TryParse<T>(text, out var value) ? value : throw new FormatException($"'{text}' is not a {typeof(T).Name}.");

    /// <summary>The texts of all values for a message, for example <c>hard, long-run, easy, rest</c>.</summary>
    public static string ListChoices<T>()
        where T : struct, Enum => TextTable<T>.All;

    private static string ToKebabCase(string name)
    {
        if (name.Length == 1)
        {
            return name;
        }

        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
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
