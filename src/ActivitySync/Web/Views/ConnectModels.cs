namespace ActivitySync.Web.Views;

/// <summary>How a source of an athlete is doing.</summary>
public enum SourceState
{
    /// <summary>Not enabled in the settings.</summary>
    Off,

    /// <summary>Enabled, and the athlete has not connected it.</summary>
    NotConnected,

    /// <summary>Connected, and not read yet.</summary>
    NotReadYet,

    /// <summary>Connected, and the last sync read it.</summary>
    Connected,

    /// <summary>It can't be reached, or its rate limit is reached; it resumes by itself.</summary>
    Waiting,

    /// <summary>The athlete has to connect it again.</summary>
    NeedsAthlete,

    /// <summary>A setting is wrong.</summary>
    NeedsOperator,
}

/// <summary>The page of sources and uploads.</summary>
/// <param name="Frame">The frame of the page.</param>
/// <param name="Message">What was just done; null for nothing.</param>
/// <param name="Sources">A card for each source.</param>
/// <param name="Upload">The form for files.</param>
/// <param name="IsAdmin">The athlete may open the page of states.</param>
public sealed record ConnectPage(
    PageFrame Frame,
    string? Message,
    IReadOnlyList<SourceCard> Sources,
    UploadForm Upload,
    bool IsAdmin
);

/// <summary>One source.</summary>
public sealed record SourceCard
{
    /// <summary>The name in ids: <c>strava</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The state in a word or two.</summary>
    public required string State { get; init; }

    /// <summary>What the state means, and the next step.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>The button that asks for permission; null for another way, or none.</summary>
    public AuthorizeForm? Authorize { get; init; }

    /// <summary>The field for a key; null for another way, or none.</summary>
    public KeyForm? Key { get; init; }

    /// <summary>The page that ends it; empty if nothing can be ended.</summary>
    public string DisconnectPath { get; init; } = "";
}

/// <summary>The button that leads to a source's own page.</summary>
/// <param name="Path">Where it posts to.</param>
/// <param name="Label">Its text, as the source demands it.</param>
/// <param name="CanReturn">The browser can come back by itself; else the final address is pasted.</param>
public sealed record AuthorizeForm(string Path, string Label, bool CanReturn);

/// <summary>A field for a key, which is never shown again.</summary>
/// <param name="Path">Where it posts to.</param>
/// <param name="PageUrl">Where the athlete makes a key.</param>
/// <param name="Expires">The typed last day; empty for none.</param>
/// <param name="HasError">The key was refused.</param>
/// <param name="HasExpiryError">The last day is not a date to come.</param>
/// <param name="HasExpiry">There is a field for the last day, because the keys have one.</param>
public sealed record KeyForm(
    string Path,
    string PageUrl,
    string Expires,
    bool HasError,
    bool HasExpiryError,
    bool HasExpiry
);

/// <summary>The form for files.</summary>
/// <param name="Path">Where it posts to.</param>
/// <param name="HasError">No file was chosen, or the files can't be taken.</param>
/// <param name="Inbox">The athlete's watched folder; null for none.</param>
/// <param name="Latest">The latest uploads.</param>
public sealed record UploadForm(string Path, bool HasError, string? Inbox, IReadOnlyList<LinkedText> Latest);

/// <summary>The page with the address to open, and the field for the address on which the browser ends.</summary>
/// <param name="Frame">The frame of the page.</param>
/// <param name="Heading">The heading.</param>
/// <param name="Address">The address at the source.</param>
/// <param name="Label">The text of the link, as the source demands it.</param>
/// <param name="Permission">The box that must stay checked.</param>
/// <param name="Path">Where the field posts to.</param>
/// <param name="Answer">What was typed before.</param>
public sealed record ConnectCodePage(
    PageFrame Frame,
    string Heading,
    string Address,
    string Label,
    string Permission,
    string Path,
    string Answer
);

/// <summary>The page that asks before a source is disconnected.</summary>
public sealed record DisconnectPage(PageFrame Frame, string Heading, IReadOnlyList<string> Lines, string Path);

/// <summary>An upload and its results.</summary>
/// <param name="Frame">The frame of the page.</param>
/// <param name="Heading">The heading.</param>
/// <param name="Summary">How many files became what.</param>
/// <param name="IsOpen">Not all of them are imported yet.</param>
/// <param name="Files">The files, each followed by those in it.</param>
public sealed record ImportPage(
    PageFrame Frame,
    string Heading,
    string Summary,
    bool IsOpen,
    IReadOnlyList<ImportRow> Files
);

/// <summary>A file of an upload.</summary>
/// <param name="Name">As the browser named it.</param>
/// <param name="Result">What became of it, in a word or two.</param>
/// <param name="Reason">Why; empty if it was imported.</param>
/// <param name="IsMember">It is in the archive before it.</param>
public sealed record ImportRow(string Name, string Result, string Reason, bool IsMember);
