using ActivitySync.Sources.Files.Archives;

namespace ActivitySync.Sources.Files;

/// <summary>A file, or a member of an archive, whose turn it is to be read.</summary>
/// <param name="Name">Its path, or <c>archive.zip!member.fit</c>.</param>
/// <param name="PackedBytes">How many bytes it takes where it stands, to hold against how many come out.</param>
/// <param name="Open">Opens it; good until the next one is asked for.</param>
/// <param name="Refusal">Why it must not be opened; null if it may.</param>
/// <param name="Note">What the list of its export says of it; null if there is none.</param>
/// <param name="MayPass">The refusal is the disk's or its rights', so another try may help.</param>
internal sealed record FoundFile(string Name, long PackedBytes, Func<BoundedStream> Open, string? Refusal = null, ExportNote? Note = null, bool MayPass = false)
{
    /// <summary>The most bytes of one file, unpacked: a hundred times an ordinary one.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>Recordings shrink to a thirtieth at best; a thousandth is a bomb.</summary>
    private const long MaxRatio = 200;

    /// <summary>Small files may shrink as they like.</summary>
    private const long AlwaysAllowed = 4L * 1024 * 1024;

    /// <summary>The bytes that may come out of so many packed ones.</summary>
    public static long LimitFor(long packedBytes) => Math.Clamp(packedBytes, AlwaysAllowed / MaxRatio, MaxBytes / MaxRatio) * MaxRatio;

    public static FoundFile Refused(string name, string reason, bool mayPass = false) =>
        new(name, 0, () => new BoundedStream(Stream.Null, 0), reason, MayPass: mayPass);
}
