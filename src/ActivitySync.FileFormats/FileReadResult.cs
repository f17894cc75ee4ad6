namespace ActivitySync.FileFormats;

/// <summary>What became of one file, or one member of an archive.</summary>
internal sealed record FileReadResult
{
    /// <summary>The file's path, or <c>archive.zip!member.fit</c>.</summary>
    public required string File { get; init; }

    public required FileReadStatus Status { get; init; }

    /// <summary>Why there is no activity; null if there is.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>SHA-256 of the bytes inside all packing, in hex; null if they could not be read to their end.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The disk or its rights kept it from being read, not its content.</summary>
    public bool IsRetryable { get; init; }

    public IReadOnlyList<FileRecording> Recordings { get; init; } = [];
}

/// <summary>What reading a file came to.</summary>
internal enum FileReadStatus
{
    /// <summary>It holds at least one activity.</summary>
    Read,

    /// <summary>It is in order and holds no activity: settings, a route, a picture.</summary>
    Skipped,

    /// <summary>It should hold one and cannot be read, or must not be.</summary>
    Quarantined,
}

/// <summary>One recording read from a file.</summary>
/// <param name="SourceId">The content's hash and the session's number.</param>
/// <param name="Format">The format of the file, which decides whose numbers win among copies.</param>
/// <param name="Activity">Its values; <see cref="ActivitySync.Recovery.Activity.Id"/> equals <paramref name="SourceId"/>.</param>
internal sealed record FileRecording(string SourceId, RecordingFormat Format, ActivitySync.Recovery.Activity Activity);
