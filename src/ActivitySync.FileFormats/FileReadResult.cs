namespace ActivitySync.FileFormats;

/// <summary>The result of reading one file, or one member of an archive.</summary>
internal sealed record FileReadResult
{
    /// <summary>The file's path, or <c>archive.zip!member.fit</c>.</summary>
    public required string File { get; init; }

    public required FileReadStatus Status { get; init; }

    /// <summary>Why there is no activity; null if there is.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>SHA-256 of the unpacked bytes, in hex; null if they could not be read to the end.</summary>
    public string? ContentHash { get; init; }

    /// <summary>It failed because of the disk or its permissions, not its content.</summary>
    public bool IsRetryable { get; init; }

    public IReadOnlyList<FileRecording> Recordings { get; init; } = [];
}

/// <summary>The outcome of reading a file.</summary>
internal enum FileReadStatus
{
    /// <summary>It contains at least one activity.</summary>
    Read,

    /// <summary>It is valid and contains no activity: settings, a route, a picture.</summary>
    Skipped,

    /// <summary>It should contain one and is unreadable, or exceeds a limit.</summary>
    Quarantined,
}

/// <summary>One recording read from a file.</summary>
/// <param name="SourceId">The start of the content's hash and the number of the session, or the id in an
/// export.</param>
/// <param name="Format">The format of the file; it decides which copy's numbers are used.</param>
/// <param name="Activity">Its values; <see cref="ActivitySync.Recovery.Activity.Id"/> equals <paramref
/// name="SourceId"/>.</param>
internal sealed record FileRecording(string SourceId, RecordingFormat Format, ActivitySync.Recovery.Activity Activity);
