namespace ActivitySync.Digest.Localization;

/// <summary>The languages the mail is written in.</summary>
internal static class Languages
{
    /// <summary>All of them; the first stands in where a setting names none of them.</summary>
    public static IReadOnlyList<Language> All { get; } = [English.Language, German.Language];

    /// <summary>The language of that tag, or of its first part (<c>en-GB</c>).</summary>
    public static Language GetOrDefault(string tag) => FindByTag(tag) ?? FindByTag(tag.Split('-')[0]) ?? All[0];

    private static Language? FindByTag(string tag) =>
        All.FirstOrDefault(language => language.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase));
}
