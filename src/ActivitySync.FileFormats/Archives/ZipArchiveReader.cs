using System.Buffers.Binary;
using System.IO.Compression;

namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// The members of a zip archive and of archives in it, one after the other. What an archive says of itself bounds nothing; what
/// comes out of it is counted.
/// </summary>
/// <param name="spool">Where an archive in it is unpacked; nothing else is written to disk.</param>
internal sealed class ZipArchiveReader(TemporaryStorage spool)
{
    /// <summary>An export of many years has some ten thousands, pictures counted; more are better unpacked by hand.</summary>
    private const int MaxEntries = 50_000;

    /// <summary>Garmin's export holds archives in an archive; nobody nests deeper.</summary>
    private const int MaxDepth = 2;

    /// <summary>The most that may come out of one archive, everything in it together.</summary>
    private const long MaxTotalBytes = 16L * 1024 * 1024 * 1024;

    /// <summary>An archive in an archive is unpacked whole; Garmin's are some hundred MB.</summary>
    private const long MaxInnerArchiveBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Archives do not shrink when packed again; one that does is a bomb.</summary>
    private const long MaxInnerRatio = 10;

    private const long AlwaysAllowedBytes = 1024 * 1024;
    private const int UnixTypeShift = 16;
    private const int UnixTypeMask = 0xF000;
    private const int UnixSymlink = 0xA000;

    private int _entries;
    private long _bytes;

    /// <summary>The members of an archive; a reason in place of those that are not to be read.</summary>
    /// <param name="name">What the archive is called in the report.</param>
    /// <param name="archive">Its bytes, seekable; disposed by the caller.</param>
    /// <param name="depth">1 for an archive of its own, 2 for one inside.</param>
    public IEnumerable<FileEntry> ReadEntries(string name, Stream archive, int depth = 1)
    {
        var (zip, refusal) = Open(archive);
        if (zip is null)
        {
            yield return FileEntry.CreateRefused(name, refusal!);
            yield break;
        }

        using (zip)
        {
            var notes = ReadExportMetadata(name, zip);
            foreach (var entry in zip.Entries.OrderBy(entry => GarminSummaryReader.IsSummaryFile(entry.FullName))) // after the recordings they are about
            {
                if (entry.FullName.EndsWith('/'))
                {
                    continue;
                }

                foreach (var member in ReadEntry($"{name}!{entry.FullName}", entry, depth))
                {
                    yield return notes.Find(member.Name) is { } note ? member with { Metadata = note } : member;
                }
            }
        }
    }

    private ExportMetadataIndex ReadExportMetadata(string name, ZipArchive zip)
    {
        var notes = new ExportMetadataIndex();
        foreach (
            var list in zip.Entries.Where(entry =>
                StravaExportList.IsListFile(entry.FullName) && FindRefusalReason(entry) is null
            )
        )
        {
            try
            {
                using var content = new BoundedStream(
                    list.Open(),
                    FileEntry.GetMaxUnpackedBytes(list.CompressedLength)
                );
                notes.Add($"{name}!{list.FullName}", content);
            }
            catch (Exception exception) when (ActivityFileReader.DescribeError(exception) is not null)
            {
                // its own row tells of it
            }
        }

        return notes;
    }

    public static bool IsZipName(string name) => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<FileEntry> ReadEntry(string name, ZipArchiveEntry entry, int depth)
    {
        if (FindRefusalReason(entry) is { } reason)
        {
            yield return FileEntry.CreateRefused(name, reason);
        }
        else if (!IsZipName(entry.FullName))
        {
            BoundedStream? opened = null;
            yield return new FileEntry(name, entry.CompressedLength, () =>
                opened = new BoundedStream(
                    entry.Open(),
                    Math.Min(FileEntry.GetMaxUnpackedBytes(entry.CompressedLength), MaxTotalBytes - _bytes)
                )
            );
            _bytes += opened?.BytesRead ?? 0;
        }
        else if (depth >= MaxDepth)
        {
            yield return FileEntry.CreateRefused(name, $"archives are read {MaxDepth} deep; unpack the outer ones");
        }
        else
        {
            var (inner, refusal) = UnpackInnerArchive(name, entry);
            if (inner is null)
            {
                yield return refusal!;
                yield break;
            }

            using (inner)
            {
                foreach (var member in ReadEntries(name, inner, depth + 1))
                {
                    yield return member;
                }
            }
        }
    }

    private (ZipArchive? Zip, string? Refusal) Open(Stream archive)
    {
        try
        {
            if (ZipEndRecord.ReadEntryCount(archive) is not { } claimed)
            {
                return (null, "it is no zip archive, or a part of it is missing; copy it again");
            }

            if (claimed + _entries > MaxEntries)
            {
                return (null, TooManyEntries);
            }

            var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
            _entries += zip.Entries.Count;
            if (_entries <= MaxEntries)
            {
                return (zip, null);
            }

            zip.Dispose();
            return (null, TooManyEntries);
        }
        catch (Exception exception) when (ActivityFileReader.DescribeError(exception) is { } line)
        {
            return (null, line);
        }
    }

    private static string TooManyEntries => $"it holds more than {MaxEntries} files; unpack it and import the folder";

    private (FileStream? Inner, FileEntry? Refusal) UnpackInnerArchive(string name, ZipArchiveEntry entry)
    {
        FileStream? inner = null;
        try
        {
            var most = Math.Min(
                MaxInnerArchiveBytes,
                Math.Max(AlwaysAllowedBytes, entry.CompressedLength * MaxInnerRatio)
            );
            var room = spool.AvailableBytes;
            using var content = new BoundedStream(entry.Open(), Math.Min(most, room));
            inner = spool.Create();
            content.CopyTo(inner);
            _bytes += content.BytesRead;
            if (!content.IsLimitExceeded)
            {
                return (inner, null);
            }

            inner.Dispose();
            return (
                null,
                room < most
                    ? FileEntry.CreateRefused(
                        name,
                        $"there is no room to unpack it in {spool.Directory}; free some space, or unpack the archive it is in and import the folder",
                        isRetryable: true
                    )
                    : FileEntry.CreateRefused(
                        name,
                        "the archive in it is too large; unpack the outer one and import the folder"
                    )
            );
        }
        catch (Exception exception) when (ActivityFileReader.DescribeError(exception) is { } line)
        {
            inner?.Dispose();
            return (null, FileEntry.CreateRefused(name, line, ActivityFileReader.IsRetryable(exception)));
        }
    }

    /// <summary>Nothing is written under a name of its own, so an odd path could do no harm; an archive that has one was not made by an export.</summary>
    private string? FindRefusalReason(ZipArchiveEntry entry)
    {
        if (_bytes >= MaxTotalBytes)
        {
            return "the archive unpacks to more than any export; unpack it and import the folder";
        }

        if (entry.IsEncrypted)
        {
            return "it is encrypted; unpack the archive and import the folder";
        }

        if (((entry.ExternalAttributes >> UnixTypeShift) & UnixTypeMask) == UnixSymlink)
        {
            return "it is a link, not a file";
        }

        var path = entry.FullName.Replace('\\', '/');
        var leaves =
            path.StartsWith('/')
            || path.Contains('\0', StringComparison.Ordinal)
            || path.Contains(':', StringComparison.Ordinal)
            || path.Split('/').Contains("..");
        return leaves ? "its path leads out of the archive" : null;
    }
}

/// <summary>Looks at the end of a zip archive for how many entries it claims, before anything is read for each of them.</summary>
internal static class ZipEndRecord
{
    private const int EndRecordBytes = 22;
    private const int MaxCommentBytes = 65535;
    private const int EntryCountOffset = 10;

    /// <summary>The number claimed (65,535 for any more); null if there is no end record.</summary>
    public static long? ReadEntryCount(Stream archive)
    {
        var tail = new byte[(int)Math.Min(archive.Length, EndRecordBytes + MaxCommentBytes)];
        archive.Seek(-tail.Length, SeekOrigin.End);
        archive.ReadExactly(tail);
        archive.Seek(0, SeekOrigin.Begin);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + EndRecordBytes > tail.Length)
        {
            return null;
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + EntryCountOffset));
    }
}
