namespace ActivitySync.Web.Views;

/// <summary>One activity.</summary>
public sealed record ActivityPage
{
    public required PageFrame Frame { get; init; }

    /// <summary>Its title; without one its date.</summary>
    public required string Heading { get; init; }

    /// <summary>Date and numbers, a line each.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>What it was taken for, and why.</summary>
    public required IReadOnlyList<string> Verdict { get; init; }

    /// <summary>The path of this page; the form posts to it.</summary>
    public string Path { get; init; } = "";

    /// <summary>Its recordings.</summary>
    public IReadOnlyList<ActivityCopy> Copies { get; init; } = [];

    public IReadOnlyList<LabelChoice> Labels { get; init; } = [];

    /// <summary>How much it mattered, if it was a race.</summary>
    public IReadOnlyList<LabelChoice> Importances { get; init; } = [];

    /// <summary>How the sources want to be credited.</summary>
    public IReadOnlyList<string> Credits { get; init; } = [];

    /// <summary>Says that a hashtag in the title counts as the athlete's label; empty without one.</summary>
    public string TitleNote { get; init; } = "";
}

/// <summary>A recording of the activity.</summary>
/// <param name="Text">Its source, or the name of its file.</param>
/// <param name="Link">Its page at the source; the path is a whole address. Null without one.</param>
public sealed record ActivityCopy(string Text, LinkedText? Link);

/// <summary>A choice of the form.</summary>
/// <param name="Value">The value that is posted.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsChosen">It is what the athlete said, or else "decide for me".</param>
public sealed record LabelChoice(string Value, string Text, bool IsChosen);
