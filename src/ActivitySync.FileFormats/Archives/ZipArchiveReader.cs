using System.Buffers.Binary;
using System.IO.Compression;

namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// Enumerates the members of a zip archive and of archives in it. The sizes that an archive claims are not trusted; the
/// bytes that come out of it are counted.
/// </summary>
/// <param name="storage">Where an archive in it is unpacked; nothing else is written to disk.</param>
internal sealed class ZipArchiveReader(TemporaryStorage storage)
{
    /// <summary>An export of many years has tens of thousands, pictures included.</summary>
    private const int MaxEntries = 50_000;

    /// <summary>Garmin's export contains archives in an archive.</summary>
    private const int MaxDepth = 2;

    /// <summary>The max size of one archive, everything in it unpacked.</summary>
    private const long MaxTotalBytes = 16L * 1024 * 1024 * 1024;

    /// <summary>An archive in an archive is unpacked completely; Garmin's are some hundred MB.</summary>
    private const long MaxInnerArchiveBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Archives don't shrink when packed again; one that does is a zip bomb.</summary>
    private const long MaxInnerRatio = 10;

    private const long AlwaysAllowedBytes = 1024 * 1024;

    /// <summary>Enough to tell an archive from an activity file.</summary>
    private const int HeadBytes = 64;

    private const int UnixTypeShift = 16;
    private const int UnixTypeMask = 0xF000;
    private const int UnixSymlink = 0xA000;

    private int _entries;
    private long _bytes;

    /// <summary>Enumerates the members of an archive; those that must not be read have a reason.</summary>
    /// <param name="name">The name of the archive in results.</param>
    /// <param name="archive">Its bytes, seekable; disposed by the caller.</param>
    /// <param name="depth">1 for a file, 2 for an archive in it.</param>
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
            // Summaries come after the recordings that they describe.
            foreach (var entry in zip.Entries.OrderBy(entry => GarminSummaryReader.IsSummaryFile(entry.FullName)))
            {
                if (entry.FullName.EndsWith('/'))
                {
                    continue;
                }

                var entryName = GetName(name, entry);
                foreach (var member in notes.ApplyTo(entryName, ReadEntry(entryName, entry, depth)))
                {
                    yield return member;
                }
            }

            var names = zip.Entries.Select(entry => ExportMetadataIndex.RemoveGzipExtension(GetName(name, entry)));
            foreach (var row in notes.GetEntriesWithoutFile(names.ToHashSet(StringComparer.Ordinal).Contains))
            {
                yield return row;
            }
        }
    }

    /// <summary>
    /// The name of a member in results. Control characters, which only a few file systems allow, are replaced.
    /// </summary>
    private static string GetName(string archive, ZipArchiveEntry entry) =>
        $"{archive}!{string.Concat(entry.FullName.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter))}";

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
                notes.Add(GetName(name, list), content);
            }
            catch (Exception exception) when (ActivityFileReader.DescribeError(exception) is not null)
            {
                // The result of the list file itself reports the error.
            }
        }

        return notes;
    }

    /// <summary>Whether a file is read as an archive: by its content, which its name doesn't change.</summary>
    /// <param name="name">A name that ends in .zip makes content that is nothing else a damaged archive.</param>
    /// <param name="open">Opens the file.</param>
    public static bool IsArchive(string name, Func<Stream> open)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        try
        {
            using var content = open();
            head = head[..content.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
        }
#pragma warning disable CA1031 // any error concerns this file alone
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return IsZipName(name); // reading it reports the error
        }

        return head.StartsWith("PK\x03\x04"u8)
            || head.StartsWith("PK\x05\x06"u8)
            || (IsZipName(name) && !ActivityFileReader.IsActivityContent(head));
    }

    private static bool IsZipName(string name) => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<FileEntry> ReadEntry(string name, ZipArchiveEntry entry, int depth)
    {
        if (FindRefusalReason(entry) is { } reason)
        {
            yield return FileEntry.CreateRefused(name, reason);
        }
        else if (!IsArchive(entry.FullName, entry.Open) || IsDeepDocument(entry.FullName, depth))
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

    /// <summary>
    /// Whether an archive below the max depth is left to be skipped: office documents are zip archives too.
    /// </summary>
    private static bool IsDeepDocument(string name, int depth) =>
        depth >= MaxDepth && !IsZipName(name) && !ActivityFileReader.HasActivityExtension(name);

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
            var maxBytes = Math.Min(
                MaxInnerArchiveBytes,
                Math.Max(AlwaysAllowedBytes, entry.CompressedLength * MaxInnerRatio)
            );
            var availableBytes = storage.AvailableBytes;
            using var content = new BoundedStream(entry.Open(), Math.Min(maxBytes, availableBytes));
            inner = storage.Create();
            content.CopyTo(inner);
            _bytes += content.BytesRead;
            if (!content.IsLimitExceeded)
            {
                return (inner, null);
            }

            inner.Dispose();
            return (
                null,
                availableBytes < maxBytes
                    ? FileEntry.CreateRefused(
                        name,
                        $"there is no space to unpack it in {storage.Directory}; free some space, or unpack the "
                            + "archive it is in and import the folder",
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

    /// <summary>
    /// Why an entry must not be read. Nothing is written under its path, so a hostile path is harmless; but an archive
    /// that has one doesn't come from an export.
    /// </summary>
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

        return LeavesArchive(entry.FullName) ? "its path leads out of the archive" : null;
    }

    /// <summary>
    /// An absolute path, also one with a drive; one that leads above its start; one that other programs read up to a
    /// NUL, and so as another path. Any other name is fine.
    /// </summary>
    private static bool LeavesArchive(string name)
    {
        var path = name.Replace('\\', '/');
        var hasDrive = path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '/';
        if (hasDrive || path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
        {
            return true;
        }

        var depth = 0;
        foreach (var part in path.Split('/'))
        {
            depth +=
                part is ".." ? -1
                : part is "." or "" ? 0
                : 1;
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>
/// Reads the end record of a zip archive (APPNOTE.TXT 4.3.16), before ZipArchive allocates memory for each entry.
/// </summary>
internal static class ZipEndRecord
{
    private const int EndRecordBytes = 22;
    private const int MaxCommentBytes = 65535;
    private const int EntryCountOffset = 10;

    /// <summary>The number of entries claimed (65,535 for any more); null if there is no end record.</summary>
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
