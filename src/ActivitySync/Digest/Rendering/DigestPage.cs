namespace ActivitySync.Digest.Rendering;

/// <summary>The texts of a mail. The templates for HTML and plain text have access to these members only.</summary>
internal sealed record DigestPage
{
    /// <summary>IETF tag, for <c>lang</c> and Content-Language.</summary>
    public required string Language { get; init; }

    public required string Subject { get; init; }

    public required string Preheader { get; init; }

    /// <summary>The first sentence: what to do and when.</summary>
    public required string Decision { get; init; }

    /// <summary>The rest of the first lines; may be empty.</summary>
    public required string Lead { get; init; }

    /// <summary>
    /// The question that matters most, and how to answer it: complete without <see cref="AnswerLinks"/>. With a medical
    /// level only the way to answer, and empty if there is none. Commands are on lines of their own.
    /// </summary>
    public required string Answer { get; init; }

    /// <summary>The question alone, for a template that shows the links; empty without links.</summary>
    public string Question { get; init; } = "";

    /// <summary>The answers to the question; empty without a page.</summary>
    public IReadOnlyList<PageLink> AnswerLinks { get; init; } = [];

    /// <summary>The link that pauses the emails; null without a page.</summary>
    public PageLink? PauseLink { get; init; }

    public required IReadOnlyList<PageBlock> Blocks { get; init; }

    /// <summary>The kind last line; may be empty.</summary>
    public required string Encouragement { get; init; }

    /// <summary>When to stop and whom to see; empty with a medical level, whose text says it.</summary>
    public required string Safety { get; init; }

    public required IReadOnlyList<string> Footer { get; init; }

    /// <summary>All links of the items, for the end of the plain-text part.</summary>
    public IReadOnlyList<string> Links =>
        [.. Blocks.SelectMany(block => block.ItemLinks).Where(link => link.Length > 0)];

    /// <summary>The text of every link; empty without links.</summary>
    public string LinkText { get; init; } = "";

    /// <summary>The chart's alternative text; empty without a chart.</summary>
    public required string PictureText { get; init; }

    /// <summary>The address of the chart in the HTML part.</summary>
    public string PictureAddress { get; init; } = "";

    /// <summary>There is a medical level: the page has a plain look.</summary>
    public required bool IsMedical { get; init; }
}

/// <summary>One block of the mail.</summary>
/// <param name="Heading">Empty if the block has none.</param>
/// <param name="Sentences">The sentences of a paragraph.</param>
/// <param name="Items">A list; may be empty.</param>
/// <param name="Notes">A paragraph after the list; may be empty. Commands are on lines of their own.</param>
/// <param name="ShowsPicture">The chart is shown below the block.</param>
internal sealed record PageBlock(
    string Heading,
    IReadOnlyList<string> Sentences,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Notes,
    bool ShowsPicture = false
)
{
    /// <summary>The items are steps in order.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>
    /// The pages of the items at their source, in the same order; an empty or missing text for an item without one.
    /// </summary>
    public IReadOnlyList<string> ItemLinks { get; init; } = [];

    /// <summary>A link below the block; null without one.</summary>
    public PageLink? Link { get; init; }

    /// <summary>
    /// Where the guide explains the items, in the same order. With them, the text of <see cref="Link"/> is shown at
    /// each item instead; empty without a guide.
    /// </summary>
    public IReadOnlyList<string> ItemGuides { get; init; } = [];

    /// <summary>The block is more than a picture, which plain text doesn't show.</summary>
    public bool HasText => Sentences.Count + Items.Count + Notes.Count > 0;

    public bool IsEmpty => !HasText && !ShowsPicture;
}

/// <summary>A link of a mail.</summary>
/// <param name="Text">What it does, in the athlete's words.</param>
/// <param name="Address">An address on the page.</param>
internal sealed record PageLink(string Text, string Address);
