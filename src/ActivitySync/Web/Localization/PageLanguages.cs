using ActivitySync.Digest.Localization;

namespace ActivitySync.Web.Localization;

/// <summary>The page's texts by language. A test compares them with the languages of mails.</summary>
internal static class PageLanguages
{
    /// <summary>All languages; the first is the default.</summary>
    public static IReadOnlyList<PageTexts> All { get; } = [EnglishPage.Texts, GermanPage.Texts];

    /// <summary>The texts of a language tag, chosen like the language of mails.</summary>
    public static PageTexts GetOrDefault(string tag)
    {
        var chosen = Languages.GetOrDefault(tag).Tag;
        return All.FirstOrDefault(texts => texts.Tag == chosen) ?? All[0];
    }
}
