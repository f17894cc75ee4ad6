using ActivitySync.Recovery;

namespace ActivitySync.Intake;

/// <summary>One hashtag of ours, or the form of several.</summary>
/// <param name="Word">The tag without its mark, lower case; capitals stand for a part that varies: <c>pain-AREA</c>.</param>
/// <param name="Does">What it does, for the reader of docs/hashtags.md.</param>
internal sealed record Hashtag(string Word, string Does)
{
    /// <summary>Other ways to write it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    public LabelWord? Label { get; init; }

    public Importance? Importance { get; init; }

    public MassageKind? Massage { get; init; }

    public bool NoMail { get; init; }

    /// <summary>It is a form, read by <see cref="PainHashtag"/>.</summary>
    public bool IsForm { get; init; }
}
