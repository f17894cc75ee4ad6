using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Archives;
using ActivitySync.FileSystem;

namespace ActivitySync.Sources.Files;

/// <summary>
/// Finds the files of paths in a fixed order: files, everything below folders, and the members of archives.
/// </summary>
internal static class FileFinder
{
    /// <param name="paths">Files, folders and archives.</param>
    /// <param name="storage">Where archives in archives are unpacked.</param>
    /// <param name="onOpening">Called with each of the paths before anything of it is read.</param>
    public static IEnumerable<FileEntry> FindFiles(
        IEnumerable<string> paths,
        TemporaryStorage storage,
        Action<string>? onOpening = null
    ) =>
        paths.SelectMany(path =>
        {
            onOpening?.Invoke(path);
            return FindFilesAt(path, storage);
        });

    private static IEnumerable<FileEntry> FindFilesAt(string path, TemporaryStorage storage)
    {
        if (!Directory.Exists(path))
        {
            return EndAtError(path, ReadEntries(path, storage).Concat(ReadRowsWithoutFile(path)));
        }

        var listing = FolderWalker.List(path);
        var files = listing.Files;
        var notes = ReadExportMetadata(files);
        return files
            .OrderBy(GarminSummaryReader.IsSummaryFile) // summaries come after the recordings that they describe
            .SelectMany(file => notes.ApplyTo(file, EndAtError(file, ReadEntries(file, storage))))
            .Concat(notes.GetEntriesWithoutFile(GetPlainNames(files).Contains))
            .Concat(listing.Refused.Select(entry => FileEntry.CreateRefused(entry.Key, entry.Value, isRetryable: true)))
            .Concat(
                FindUnreadableFolders(path, listing)
                    .Select(folder =>
                        FileEntry.CreateRefused(folder, $"the folder {PathErrors.AccessDenied}", isRetryable: true)
                    )
            );
    }

    /// <summary>Finds the folders of a path that may not be listed, so that their files are unknown.</summary>
    public static IEnumerable<string> FindUnreadableFolders(string path, FolderListing listing) =>
        listing.Folders.Prepend(path).Where(PathErrors.IsUnreadableFolder);

    /// <summary>
    /// Enumerates the entries of a file or archive; an error that no reader expects ends only these, with the reason.
    /// </summary>
    private static IEnumerable<FileEntry> EndAtError(string path, IEnumerable<FileEntry> entries)
    {
        using var enumerator = entries.GetEnumerator();
        while (true)
        {
            string? reason = null;
            try
            {
                if (!enumerator.MoveNext())
                {
                    yield break;
                }
            }
#pragma warning disable CA1031 // any error concerns this file alone
            catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
            {
                reason = ActivityFileReader.DescribeError(exception)
                    ?? $"it cannot be read ({ErrorText.LineFor(exception)}); please report it";
            }

            if (reason is not null)
            {
                yield return FileEntry.CreateRefused(path, reason);
                yield break;
            }

            yield return enumerator.Current;
        }
    }

    /// <summary>The total size of the files as stored; used for progress.</summary>
    public static long GetTotalBytes(IEnumerable<string> paths) =>
        paths.Sum(path => Directory.Exists(path) ? FolderWalker.List(path).Files.Sum(GetLength) : GetLength(path));

    private static ExportMetadataIndex ReadExportMetadata(IEnumerable<string> files)
    {
        var notes = new ExportMetadataIndex();
        foreach (var list in files.Where(StravaExportList.IsListFile))
        {
            var (content, _) = OpenArchive(list);
            using (content)
            {
                if (content is not null)
                {
                    notes.Add(list, content);
                }
            }
        }

        return notes;
    }

    private static HashSet<string> GetPlainNames(IEnumerable<string> files) =>
        files.Select(ExportMetadataIndex.RemoveGzipExtension).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// The rows of a list that is read alone, as in an inbox, whose files are not where they belong. They are named as
    /// parts of the list, because their paths may be anything.
    /// </summary>
    private static IEnumerable<FileEntry> ReadRowsWithoutFile(string path)
    {
        if (!StravaExportList.IsListFile(path))
        {
            return [];
        }

        var folder = path[..^Path.GetFileName(path).Length];
        var activities = Path.Combine(folder, ExportListColumns.Folder);
        var files = Directory.Exists(activities) ? GetPlainNames(FolderWalker.List(activities).Files) : [];
        return ReadExportMetadata([path])
            .GetEntriesWithoutFile(files.Contains)
            .Select(row =>
                row.Name.StartsWith(path, StringComparison.Ordinal)
                    ? row
                    : row with
                    {
                        Name = $"{path}!{row.Name[folder.Length..]}",
                    }
            );
    }

    private static IEnumerable<FileEntry> ReadEntries(string path, TemporaryStorage storage)
    {
        if (!ZipArchiveReader.IsArchive(path, () => OpenRead(path)))
        {
            yield return new FileEntry(path, GetLength(path), () =>
                new BoundedStream(OpenRead(path), FileEntry.MaxBytes)
            );
            yield break;
        }

        var (archive, refusal) = OpenArchive(path);
        if (archive is null)
        {
            yield return FileEntry.CreateRefused(path, refusal!, isRetryable: true);
            yield break;
        }

        using (archive)
        {
            foreach (var member in new ZipArchiveReader(storage).ReadEntries(path, archive))
            {
                yield return member;
            }
        }
    }

    private static (FileStream? Archive, string? Refusal) OpenArchive(string path)
    {
        try
        {
            return (OpenRead(path), null);
        }
        catch (Exception exception) when (ActivityFileReader.DescribeError(exception) is { } line)
        {
            return (null, line);
        }
    }

    private static long GetLength(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    /// <exception cref="NotSupportedException">The path is not a regular file; another try doesn't help.</exception>
    private static FileStream OpenRead(string path)
    {
        try
        {
            return RegularFile.OpenRead(path);
        }
        catch (UnsuitableFileException exception)
        {
            throw new NotSupportedException(exception.Message, exception);
        }
    }
}
