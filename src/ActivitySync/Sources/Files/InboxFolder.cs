using ActivitySync.Data;

namespace ActivitySync.Sources.Files;

/// <summary>Lists a watched folder: everything below it that is a file of the runner's, whole or still on its way.</summary>
internal static class InboxFolder
{
    /// <summary>The names under which browsers, copying tools and Syncthing write before a file is whole.</summary>
    private static readonly string[] UnfinishedEndings =
    [
        ".tmp",
        ".part",
        ".partial",
        ".filepart",
        ".crdownload",
        ".download",
        ".swp",
        "~",
    ];

    /// <summary>The files, by path; null if the folder is not there or may not be read.</summary>
    public static IReadOnlyDictionary<string, InboxFile>? ListFiles(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                return null;
            }

            var files = new Dictionary<string, InboxFile>(StringComparer.Ordinal);
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", FileFinder.RecursiveOptions))
            {
                if (IsUnfinished(file.Name) || FileStatus.Find(file.FullName) is { IsFile: false })
                {
                    continue;
                }

                files[file.FullName] = new InboxFile(file.Length, file.LastWriteTimeUtc.Ticks);
            }

            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // a stick pulled out, a share that went away
        }
    }

    private static bool IsUnfinished(string name) =>
        Array.Exists(UnfinishedEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A file as the file system shows it; two looks that show the same mean that nobody writes to it.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="ModifiedTicks">Its time of change in ticks, to be compared and nothing else: clocks go wrong.</param>
internal readonly record struct InboxFile(long Bytes, long ModifiedTicks);
