using ActivitySync.FileFormats.Archives;

namespace ActivitySync.FileFormats;

/// <summary>A file, or a member of an archive, whose turn it is to be read.</summary>
/// <param name="Name">Its path, or <c>archive.zip!member.fit</c>.</param>
/// <param name="PackedBytes">How many bytes it takes where it stands, to hold against how many come out.</param>
/// <param name="Open">Opens it; good until the next one is asked for.</param>
/// <param name="RefusalReason">Why it must not be opened; null if it may.</param>
/// <param name="Metadata">What the list of its export says of it; null if there is none.</param>
/// <param name="IsRetryable">The refusal is the disk's or its rights', so another try may help.</param>
internal sealed record FileEntry(
    string Name,
    long PackedBytes,
    Func<BoundedStream> Open,
    string? RefusalReason = null,
    ExportMetadata? Metadata = null,
    bool IsRetryable = false
)
{
    /// <summary>The most bytes of one file, unpacked: a hundred times an ordinary one.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>Recordings shrink to a thirtieth at best; a thousandth is a bomb.</summary>
    private const long MaxRatio = 200;

    /// <summary>Small files may shrink as they like.</summary>
    private const long AlwaysAllowedBytes = 4L * 1024 * 1024;

    /// <summary>The bytes that may come out of so many packed ones.</summary>
    public static long GetMaxUnpackedBytes(long packedBytes) =>
        Math.Clamp(packedBytes, AlwaysAllowedBytes / MaxRatio, MaxBytes / MaxRatio) * MaxRatio;

    public static FileEntry CreateRefused(string name, string reason, bool isRetryable = false) =>
        new(name, 0, () => new BoundedStream(Stream.Null, 0), reason, IsRetryable: isRetryable);
}

/// <summary>What the runner's settings and the call say where a file is silent.</summary>
/// <param name="TimeZone">The zone for files without an offset of their own.</param>
/// <param name="Sport">The sport of a track that names none; null makes it <c>other</c>, with a warning.</param>
internal sealed record RecordingDefaults(TimeZoneInfo TimeZone, string? Sport);
