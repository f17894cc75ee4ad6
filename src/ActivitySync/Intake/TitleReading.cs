using ActivitySync.Recovery;

namespace ActivitySync.Intake;

/// <summary>What the hashtags of a title say; it knows of no date.</summary>
internal sealed record TitleReading
{
    public static TitleReading Nothing { get; } = new();

    /// <summary>In the order of the title.</summary>
    public IReadOnlyList<(LabelWord Word, Importance? Importance)> Labels { get; init; } = [];

    public IReadOnlyList<MassageKind> Massages { get; init; } = [];

    public IReadOnlyList<TitlePain> Pains { get; init; } = [];

    /// <summary>Areas free of pain; an empty one is all of them.</summary>
    public IReadOnlyList<string> PainsGone { get; init; } = [];

    public bool NoMail { get; init; }

    /// <summary>Tags that look like ours and are not; they say nothing and are answered.</summary>
    public IReadOnlyList<HashtagDoubt> Doubts { get; init; } = [];

    /// <summary>Nothing to keep.</summary>
    public bool SaysNothing => Labels.Count + Massages.Count + Pains.Count + PainsGone.Count == 0 && !NoMail;
}
