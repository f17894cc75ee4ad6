using System.Buffers.Binary;

namespace ActivitySync.Sources.Files.Archives;

/// <summary>Looks at the end of a zip archive for how many entries it claims, before anything is read for each of them.</summary>
internal static class ZipDirectory
{
    private const int EndRecordBytes = 22;
    private const int MaxCommentBytes = 65535;
    private const int EntriesAt = 10;

    /// <summary>The number claimed (65,535 for any more); null if there is no end record.</summary>
    public static long? ClaimedEntries(Stream archive)
    {
        var tail = new byte[(int)Math.Min(archive.Length, EndRecordBytes + MaxCommentBytes)];
        archive.Seek(-tail.Length, SeekOrigin.End);
        archive.ReadExactly(tail);
        archive.Seek(0, SeekOrigin.Begin);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + EndRecordBytes > tail.Length) return null;
        return BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + EntriesAt));
    }
}
