using ActivitySync.FileSystem;

namespace ActivitySync.Sources.Files;

/// <summary>
/// Lists the files of the athlete in a watched folder and below, also those that are still being written.
/// </summary>
internal static class InboxFolder
{
    /// <summary>Names that browsers, copying tools and Syncthing use until a file is complete.</summary>
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

    /// <summary>The files, by path; null if the folder doesn't exist or may not be read.</summary>
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
            return null; // for example a removed USB stick, or a network share that is gone
        }
    }

    private static bool IsUnfinished(string name) =>
        Array.Exists(UnfinishedEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The state of a file; it is complete once two scans find the same state.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="ModifiedTicks">Its modification time in ticks. Only compared for equality, because clocks may be
/// wrong.</param>
internal readonly record struct InboxFile(long Bytes, long ModifiedTicks);
