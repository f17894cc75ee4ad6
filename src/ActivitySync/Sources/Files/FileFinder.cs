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
    /// <summary>Skips hidden files, which aren't the athlete's, and links, which could form a cycle.</summary>
    public static EnumerationOptions RecursiveOptions { get; } =
        new()
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        };

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
            return ReadEntries(path, storage).Concat(ReadRowsWithoutFile(path));
        }

        var files = Directory.EnumerateFiles(path, "*", RecursiveOptions).Order(StringComparer.Ordinal).ToList();
        var notes = ReadExportMetadata(files);
        return files
            .OrderBy(GarminSummaryReader.IsSummaryFile) // summaries come after the recordings that they describe
            .SelectMany(file => notes.ApplyTo(file, ReadEntries(file, storage)))
            .Concat(notes.GetEntriesWithoutFile(GetPlainNames(files).Contains))
            .Concat(
                FindUnreadableFolders(path)
                    .Select(folder =>
                        FileEntry.CreateRefused(folder, $"the folder {PathErrors.AccessDenied}", isRetryable: true)
                    )
            );
    }

    /// <summary>Finds the folders of a path that may not be listed, so that their files are unknown.</summary>
    public static IEnumerable<string> FindUnreadableFolders(string path) =>
        Directory
            .EnumerateDirectories(path, "*", RecursiveOptions)
            .Prepend(path)
            .Where(PathErrors.IsUnreadableFolder)
            .Order(StringComparer.Ordinal);

    /// <summary>The total size of the files as stored; used for progress.</summary>
    public static long GetTotalBytes(IEnumerable<string> paths) =>
        paths.Sum(path =>
            Directory.Exists(path)
                ? Directory.EnumerateFiles(path, "*", RecursiveOptions).Sum(GetLength)
                : GetLength(path)
        );

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
        var files = Directory.Exists(activities)
            ? GetPlainNames(Directory.EnumerateFiles(activities, "*", RecursiveOptions))
            : [];
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

    /// <exception cref="NotSupportedException">The path is no regular file; another try doesn't help.</exception>
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
