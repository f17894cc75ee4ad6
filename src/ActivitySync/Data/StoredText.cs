namespace ActivitySync.Data;

/// <summary>
/// Cleans and limits texts from outside, such as titles, before they are stored and when they are read.
/// </summary>
internal static class StoredText
{
    /// <summary>In characters; sources allow titles of about 255.</summary>
    public const int MaxLength = 500;

    /// <summary>Takes the place of half a character.</summary>
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// The text without NUL and with half characters replaced: PostgreSQL stores neither, and refuses the statement.
    /// </summary>
    public static string Clean(string text)
    {
        var cleaned = text.Contains('\0', StringComparison.Ordinal)
            ? text.Replace("\0", string.Empty, StringComparison.Ordinal)
            : text;
        if (!cleaned.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return cleaned;
        }

        var characters = cleaned.ToCharArray();
        for (var index = 0; index < characters.Length; index++)
        {
            if (!char.IsSurrogate(characters[index]))
            {
                continue;
            }

            if (index + 1 < characters.Length && char.IsSurrogatePair(characters[index], characters[index + 1]))
            {
                index++;
            }
            else
            {
                characters[index] = Replacement;
            }
        }

        return new string(characters);
    }

    /// <summary>The cleaned text, or its beginning; never half a character.</summary>
    public static string Limit(string text)
    {
        text = Clean(text);
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..length];
    }
}
