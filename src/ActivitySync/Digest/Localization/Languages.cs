namespace ActivitySync.Digest.Localization;

/// <summary>The languages of mails.</summary>
internal static class Languages
{
    /// <summary>All languages; the first is the default.</summary>
    public static IReadOnlyList<Language> All { get; } = [English.Language, German.Language];

    /// <summary>Returns the language of a tag, or of the tag's first part (<c>en-GB</c>), or the default.</summary>
    public static Language GetOrDefault(string tag) => FindByTag(tag) ?? FindByTag(tag.Split('-')[0]) ?? All[0];

    private static Language? FindByTag(string tag) =>
        All.FirstOrDefault(language => language.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase));
}
