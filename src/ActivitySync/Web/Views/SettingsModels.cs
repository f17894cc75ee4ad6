namespace ActivitySync.Web.Views;

/// <summary>Preferences, the pause, the calendar's address, and the browsers that are signed in.</summary>
public sealed record SettingsPage
{
    public required PageFrame Frame { get; init; }

    public required IReadOnlyList<PreferenceField> Fields { get; init; }

    /// <summary>Says that emails are paused; empty if they are not.</summary>
    public required string Paused { get; init; }

    /// <summary>The first day that a pause may end on: YYYY-MM-DD.</summary>
    public required string FirstPauseDay { get; init; }

    /// <summary>The address of the calendar feed.</summary>
    public required string Calendar { get; init; }

    public required IReadOnlyList<SessionRow> Sessions { get; init; }

    /// <summary>The athlete is an admin.</summary>
    public required bool IsAdmin { get; init; }
}

/// <summary>A preference in the form.</summary>
/// <param name="Id">The name of the field.</param>
/// <param name="Label">What it is.</param>
/// <param name="Value">The value as text.</param>
/// <param name="Choices">The values to choose from; empty for a text.</param>
/// <param name="Hint">Where the value comes from, or why it can't be changed; may be empty.</param>
/// <param name="IsLocked">It can only be read.</param>
/// <param name="Kind">What kind of field it is, if there are no choices.</param>
public sealed record PreferenceField(
    string Id,
    string Label,
    string Value,
    IReadOnlyList<Choice> Choices,
    string Hint,
    bool IsLocked,
    FieldKind Kind
);

/// <summary>Kinds of fields without choices.</summary>
public enum FieldKind
{
    Line,
    Time,
    Lines,
}

/// <summary>A browser that is signed in.</summary>
/// <param name="Id">The session.</param>
/// <param name="Text">What it is and when it was last used.</param>
/// <param name="IsThis">It is the browser that shows the page.</param>
public sealed record SessionRow(long Id, string Text, bool IsThis);

/// <summary>Asks whether everything about the athlete is to be deleted.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Pending">When it is deleted; empty if nobody asked for it.</param>
public sealed record DeletePage(PageFrame Frame, string Pending);
