using ActivitySync.Configuration;
using ActivitySync.Data;
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

    private const string NoFile = "it is no file but a pipe, a socket or a device; remove it";

    /// <summary>The files, by path; null if the folder doesn't exist or may not be read.</summary>
    public static InboxListing? ListFiles(string folder)
    {
        try
        {
            if (!Directory.Exists(folder) || PathErrors.IsUnreadableFolder(folder))
            {
                return null;
            }

            var listing = FolderWalker.List(Path.GetFullPath(folder));
            var refused = listing
                .Refused.Where(entry => !IsUnfinished(Path.GetFileName(entry.Key)))
                .ToDictionary(StringComparer.Ordinal);
            foreach (var unreadable in FileFinder.FindUnreadableFolders(folder, listing))
            {
                refused[unreadable] = $"the folder {PathErrors.AccessDenied}";
            }

            var files = new Dictionary<string, InboxFile>(StringComparer.Ordinal);
            foreach (var path in listing.Files.Where(path => !IsUnfinished(Path.GetFileName(path))))
            {
                var status = FileStatus.Find(path);
                if (status is { IsFile: false })
                {
                    refused[path] = NoFile;
                }
                else if (FindFile(path, status) is { } file)
                {
                    files[path] = file;
                }
            }

            return new InboxListing(files, refused);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException && !ErrorText.IsOutOfHandles(exception))
        {
            return null; // for example a removed USB stick, or a network share that is gone
        }
    }

    /// <summary>The state of a file; null for a file that is gone by now.</summary>
    private static InboxFile? FindFile(string path, FileStatus? status)
    {
        try
        {
            var file = new FileInfo(path);
            return new InboxFile(file.Length, FindModifiedTicks(file) ?? status?.ModifiedSeconds ?? 0);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Null for a time beyond the years 1 to 9999, which some file systems store.</summary>
    private static long? FindModifiedTicks(FileInfo file)
    {
        try
        {
            return file.LastWriteTimeUtc.Ticks;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static bool IsUnfinished(string name) =>
        Array.Exists(UnfinishedEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a watched folder has.</summary>
/// <param name="Files">The files, by path.</param>
/// <param name="Refused">Entries that cannot be opened: the reason by path.</param>
internal sealed record InboxListing(
    IReadOnlyDictionary<string, InboxFile> Files,
    IReadOnlyDictionary<string, string> Refused
);

/// <summary>The state of a file; it is complete once two scans find the same state.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="ModifiedTicks">
/// Its modification time in ticks, or in seconds beyond the calendar. Only compared for equality, because clocks may be
/// wrong.
/// </param>
internal readonly record struct InboxFile(long Bytes, long ModifiedTicks);
