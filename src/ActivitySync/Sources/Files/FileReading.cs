namespace ActivitySync.Sources.Files;

/// <summary>What became of one file, or one member of an archive.</summary>
internal sealed record FileReading
{
    /// <summary>The file's path, or <c>archive.zip!member.fit</c>.</summary>
    public required string File { get; init; }

    public required FileVerdict Verdict { get; init; }

    /// <summary>Why there is no activity; null if there is.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>SHA-256 of the bytes inside all packing, in hex; null if they could not be read to their end.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The disk or its rights kept it from being read, not its content.</summary>
    public bool MayPass { get; init; }

    public IReadOnlyList<FileRecording> Activities { get; init; } = [];
}

/// <summary>One recording read from a file.</summary>
/// <param name="SourceId">The content's hash and the session's number.</param>
/// <param name="Format">The format of the file, which decides whose numbers win among copies.</param>
/// <param name="Activity">Its values; <see cref="Recovery.Activity.Id"/> equals <paramref name="SourceId"/>.</param>
internal sealed record FileRecording(string SourceId, RecordingFormat Format, Recovery.Activity Activity);
