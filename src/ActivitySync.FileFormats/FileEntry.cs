using ActivitySync.FileFormats.Archives;

namespace ActivitySync.FileFormats;

/// <summary>A file, or a member of an archive, that is to be read.</summary>
/// <param name="Name">Its path, or <c>archive.zip!member.fit</c>.</param>
/// <param name="PackedBytes">Its size as stored; limits how many bytes may come out of it.</param>
/// <param name="Open">Opens it; valid until the next entry is enumerated.</param>
/// <param name="RefusalReason">Why it is not read; null if it is.</param>
/// <param name="Metadata">Its row in the list of its export; null if there is none.</param>
/// <param name="IsRetryable">The reason is an error of the disk or its permissions, so another try may help.</param>
internal sealed record FileEntry(
    string Name,
    long PackedBytes,
    Func<BoundedStream> Open,
    string? RefusalReason = null,
    ExportMetadata? Metadata = null,
    bool IsRetryable = false
)
{
    /// <summary>The max size of one file, unpacked: a hundred times an ordinary one.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>The max ratio of unpacked to packed size. Recordings reach 30, bombs 1,000 and more.</summary>
    private const long MaxRatio = 200;

    /// <summary>A file may always unpack to this size, whatever its ratio.</summary>
    private const long AlwaysAllowedBytes = 4L * 1024 * 1024;

    /// <summary>The max number of bytes that a packed size may unpack to.</summary>
    public static long GetMaxUnpackedBytes(long packedBytes) =>
        Math.Clamp(packedBytes, AlwaysAllowedBytes / MaxRatio, MaxBytes / MaxRatio) * MaxRatio;

    public static FileEntry CreateRefused(string name, string reason, bool isRetryable = false) =>
        new(name, 0, () => new BoundedStream(Stream.Null, 0), reason, IsRetryable: isRetryable);
}

/// <summary>Values from the settings and the command line for what a file doesn't contain.</summary>
/// <param name="TimeZone">The time zone of files without a UTC offset.</param>
/// <param name="Sport">The sport of recordings without one; null makes it <c>other</c>, with a warning.</param>
internal sealed record RecordingDefaults(TimeZoneInfo TimeZone, string? Sport);
