namespace ActivitySync.Digest;

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
    bool ShowsPicture = false)
{
    /// <summary>Where the items are seen at Strava, in their order; an empty text, or none, for an item without.</summary>
    public IReadOnlyList<string> ItemLinks { get; init; } = [];

    public bool IsEmpty => Sentences.Count + Items.Count + Notes.Count == 0;
}
