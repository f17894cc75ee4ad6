namespace ActivitySync.Digest.Rendering;

/// <summary>The mail in words: what both templates show, each in its way. The templates see these members and no others.</summary>
internal sealed record DigestPage
{
    /// <summary>IETF tag, for <c>lang</c> and Content-Language.</summary>
    public required string Language { get; init; }

    public required string Subject { get; init; }

    public required string Preheader { get; init; }

    /// <summary>The label over the decision: "TL;DR".</summary>
    public required string Heading { get; init; }

    /// <summary>The decision with its dates.</summary>
    public required string Decision { get; init; }

    /// <summary>One why, and what comes then.</summary>
    public required string Lead { get; init; }

    public required IReadOnlyList<PageBlock> Blocks { get; init; }

    /// <summary>The question about pain, each time.</summary>
    public required string PainQuestion { get; init; }

    /// <summary>The last line, which encourages; empty where nothing is to be cheered.</summary>
    public required string Encouragement { get; init; }

    public required string GeneralInformation { get; init; }

    public required IReadOnlyList<string> Footer { get; init; }

    /// <summary>All addresses of the items, for the end of the text part.</summary>
    public IReadOnlyList<string> Links =>
        [.. Blocks.SelectMany(block => block.ItemLinks).Where(link => link.Length > 0)];

    /// <summary>The text of every link; empty without links.</summary>
    public string LinkText { get; init; } = "";

    /// <summary>What the picture says; empty without one.</summary>
    public required string PictureText { get; init; }

    /// <summary>Where the HTML finds the picture.</summary>
    public string PictureAddress { get; init; } = "";

    /// <summary>The gate has spoken: the page looks plain.</summary>
    public required bool IsMedical { get; init; }
}

/// <summary>One block of the mail.</summary>
/// <param name="Heading">Empty for a block without one.</param>
/// <param name="Sentences">A paragraph, sentence by sentence.</param>
/// <param name="Items">A list; may be empty.</param>
/// <param name="Notes">A paragraph after the list; may be empty.</param>
/// <param name="ShowsPicture">The picture of the week stands below it.</param>
internal sealed record PageBlock(
    string Heading,
    IReadOnlyList<string> Sentences,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Notes,
    bool ShowsPicture = false
)
{
    /// <summary>The pages of the items at their source, in their order; an empty text, or none, for an item without.</summary>
    public IReadOnlyList<string> ItemLinks { get; init; } = [];

    public bool IsEmpty => Sentences.Count + Items.Count + Notes.Count == 0;
}
