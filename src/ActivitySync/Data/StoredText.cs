namespace ActivitySync.Data;

/// <summary>Limits texts from outside, such as titles, before they are stored and when they are read.</summary>
internal static class StoredText
{
    /// <summary>In characters; sources allow titles of about 255.</summary>
    public const int MaxLength = 500;

    /// <summary>The text, or its beginning; never half a character.</summary>
    public static string Limit(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..length];
    }
}
