using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Archives;

namespace ActivitySync.Sources.Files;

/// <summary>Finds the files behind paths: files, folders with all that is below them, archives with their members. In a fixed order.</summary>
internal static class FileFinder
{
    /// <summary>Hidden files are none of the runner's; links could lead in circles.</summary>
    public static EnumerationOptions RecursiveOptions { get; } =
        new()
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        };

    /// <param name="paths">The paths.</param>
    /// <param name="storage">Where archives in archives are unpacked.</param>
    public static IEnumerable<FileEntry> FindFiles(IEnumerable<string> paths, TemporaryStorage storage) =>
        paths.SelectMany(path => FindFilesAt(path, storage));

    private static IEnumerable<FileEntry> FindFilesAt(string path, TemporaryStorage storage)
    {
        if (!Directory.Exists(path))
        {
            return ReadEntries(path, storage);
        }

        var files = Directory.EnumerateFiles(path, "*", RecursiveOptions).Order(StringComparer.Ordinal).ToList();
        var notes = ReadExportMetadata(files);
        return files
            .OrderBy(GarminSummaryReader.IsSummaryFile) // what says less comes after the recordings it is about
            .SelectMany(file => ReadEntries(file, storage))
            .Select(file => notes.Find(file.Name) is { } note ? file with { Metadata = note } : file)
            .Concat(
                FindUnreadableFolders(path)
                    .Select(folder =>
                        FileEntry.CreateRefused(folder, $"the folder {PathErrors.AccessDenied}", isRetryable: true)
                    )
            );
    }

    /// <summary>The folders of a path whose files stay unknown, since their lists may not be read.</summary>
    public static IEnumerable<string> FindUnreadableFolders(string path) =>
        Directory
            .EnumerateDirectories(path, "*", RecursiveOptions)
            .Prepend(path)
            .Where(PathErrors.IsUnreadableFolder)
            .Order(StringComparer.Ordinal);

    /// <summary>The bytes behind the paths, packed as they are: how much there is to do.</summary>
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

    private static IEnumerable<FileEntry> ReadEntries(string path, TemporaryStorage storage)
    {
        if (!ZipArchiveReader.IsZipName(path))
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

    /// <summary>The owner's file is only read, and others may write to it meanwhile.</summary>
    private static FileStream OpenRead(string path) =>
        FileStatus.Find(path) is { IsFile: false }
            ? throw new NotSupportedException(path) // opening a pipe may wait for ever
            : new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
