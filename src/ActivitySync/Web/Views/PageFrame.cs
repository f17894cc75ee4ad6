using ActivitySync.Web.Localization;

namespace ActivitySync.Web.Views;

// The models of views are public, because the classes generated for views are. They consist of finished texts.

/// <summary>What surrounds every page: title, navigation, messages.</summary>
public sealed record PageFrame
{
    /// <summary>The page's title, without the program's name.</summary>
    public required string Title { get; init; }

    public required PageTexts Texts { get; init; }

    /// <summary>Where the page is mounted below a proxy; empty at the root.</summary>
    public required string Base { get; init; }

    /// <summary>The signed-in athlete; null before signing in.</summary>
    public string? Athlete { get; init; }

    /// <summary>The current tab; null for a page without one.</summary>
    public PageTab? Tab { get; init; }

    /// <summary>What is wrong with the form of the page.</summary>
    public IReadOnlyList<FormError> Errors { get; init; } = [];

    /// <summary>The id of the change that was just saved; null without one.</summary>
    public long? SavedId { get; init; }

    /// <summary>A change was just undone.</summary>
    public bool IsUndone { get; init; }

    /// <summary>The path of the page, below <see cref="Base"/>.</summary>
    public string Path { get; init; } = "";

    /// <summary>The seconds after which the page reloads; null for never.</summary>
    public int? RefreshSeconds { get; init; }

    /// <summary>Creates the token of a form that posts to a path.</summary>
    public Func<string, string> CreateToken { get; init; } = _ => "";

    /// <summary>The address of a page of this site.</summary>
    public string Url(string path) => Base + path;
}

/// <summary>The tabs at the bottom of a phone and on top of a large screen.</summary>
public enum PageTab
{
    Week,
    Days,
    Season,
    Log,
    Settings,
}

/// <summary>An error in a form.</summary>
/// <param name="Field">The id of the field that is wrong.</param>
/// <param name="Message">What is wrong, and how to fix it.</param>
public sealed record FormError(string Field, string Message);

/// <summary>A form that consists of one button.</summary>
/// <param name="Frame">The frame of the page.</param>
/// <param name="Path">Where it posts to.</param>
/// <param name="Label">The text of the button.</param>
/// <param name="Fields">Hidden fields.</param>
public sealed record ButtonForm(
    PageFrame Frame,
    string Path,
    string Label,
    IReadOnlyList<KeyValuePair<string, string>> Fields
)
{
    /// <summary>The main button of its card.</summary>
    public bool IsPrimary { get; init; }
}

/// <summary>A page that only says something.</summary>
public sealed record MessagePage(PageFrame Frame, string Heading, IReadOnlyList<string> Paragraphs);
