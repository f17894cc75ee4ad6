namespace ActivitySync.Web.Views;

/// <summary>The history of emails, latest first.</summary>
public sealed record EmailsPage
{
    public required PageFrame Frame { get; init; }

    /// <summary>When the next digest is due.</summary>
    public required string Next { get; init; }

    /// <summary>The page that shows the next digest as it would be now.</summary>
    public required string NextPath { get; init; }

    /// <summary>Lines that hold for the whole page: emails are paused.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<ListedEmail> Emails { get; init; }

    /// <summary>Links to newer and older emails.</summary>
    public required IReadOnlyList<LinkedText> Links { get; init; }
}

/// <summary>An email in the list.</summary>
/// <param name="Path">Its page.</param>
/// <param name="Title">What it is about.</param>
/// <param name="State">What became of it, and why.</param>
public sealed record ListedEmail(string Path, string Title, string State);

/// <summary>One email.</summary>
public sealed record EmailPage
{
    public required PageFrame Frame { get; init; }

    /// <summary>What it is about.</summary>
    public required string Heading { get; init; }

    /// <summary>What became of it, and why.</summary>
    public required string State { get; init; }

    /// <summary>Empty if there is nothing to show.</summary>
    public required string Subject { get; init; }

    /// <summary>Says that it was rendered again, is a preview, or can't be shown.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The paragraphs of its text part.</summary>
    public required IReadOnlyList<string> Paragraphs { get; init; }

    /// <summary>The path of its HTML part; empty without one.</summary>
    public required string MessagePath { get; init; }

    /// <summary>Where the button posts to; empty without a button.</summary>
    public required string SendPath { get; init; }

    /// <summary>What the button does, or why there is none.</summary>
    public required string SendNote { get; init; }
}
