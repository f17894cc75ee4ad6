using System.Security.Cryptography;
using ActivitySync.Configuration;
using ActivitySync.FileFormats;
using ActivitySync.FileSystem;

namespace ActivitySync.Sync;

/// <summary>
/// The folder <c>uploads</c> in the data directory: files from the page until they are imported. Each is in a folder of
/// its own with a random name. Its name there is one of a few that readers know; the name that a browser gave is never
/// part of a path.
/// </summary>
internal sealed class UploadFolder(AppSettings settings)
{
    public const string FolderName = "uploads";

    private const int RandomBytes = 16;

    /// <summary>Readers look at these endings of names, and at the content.</summary>
    private static readonly string[] Endings =
    [
        "activities.csv",
        "summarizedActivities.json",
        ".fit.gz",
        ".tcx.gz",
        ".gpx.gz",
        ".fit",
        ".tcx",
        ".gpx",
        ".zip",
    ];

    public string Path { get; } = System.IO.Path.Combine(settings.ActivitySync.DataDirectory, FolderName);

    /// <summary>Creates an empty file; the caller disposes the stream.</summary>
    /// <param name="clientName">The name that the browser gave.</param>
    /// <returns>Its name below this folder, and the open file.</returns>
    /// <exception cref="IOException">The file can't be created.</exception>
    public (string StoredName, FileStream Content) Create(string clientName)
    {
        var ending = Endings.FirstOrDefault(ending => clientName.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ?? "";
        var isWholeName = ending.Length > 0 && ending[0] != '.';
        var folder = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        var storedName = System.IO.Path.Combine(folder, isWholeName ? ending : $"file{ending}");
        var path = GetPath(storedName);
        PrivateFolder.Ensure(System.IO.Path.GetDirectoryName(path)!);
        return (storedName, AtomicFile.CreateNew(path, AtomicFile.OwnerOnly));
    }

    public string GetPath(string storedName) => System.IO.Path.Combine(Path, storedName);

    /// <summary>The name of an uploaded file as it may be shown.</summary>
    public static string SanitizeName(string clientName)
    {
        const int maxLength = 120;
        // Some browsers send a path.
        var name = clientName[(clientName.LastIndexOfAny(['/', '\\']) + 1)..];
        return SingleLineText.From(name, maxLength) is { Length: > 0 } shown ? shown : "?";
    }

    /// <summary>Deletes an uploaded file with its folder.</summary>
    public void Delete(string storedName) =>
        TryDelete(System.IO.Path.GetDirectoryName(GetPath(storedName))!, isFolder: true);

    /// <summary>Deletes what no upload needs any more: files that were not received completely, or whose athlete was
    /// removed.</summary>
    /// <param name="storedNames">The names that are still needed.</param>
    /// <param name="before">What was created later stays: its upload may not be complete. Null for all.</param>
    public void DeleteExcept(IEnumerable<string> storedNames, DateTimeOffset? before = null)
    {
        var needed = storedNames
            .Select(name => System.IO.Path.GetDirectoryName(GetPath(name))!)
            .ToHashSet(StringComparer.Ordinal);
        if (!Directory.Exists(Path))
        {
            return;
        }

        var unneeded = Directory
            .EnumerateFileSystemEntries(Path)
            .Where(entry =>
                !needed.Contains(entry)
                && (before is not { } limit || File.GetLastWriteTimeUtc(entry) < limit.UtcDateTime)
            )
            .ToList();
        foreach (var entry in unneeded)
        {
            TryDelete(entry, isFolder: FileStatus.FindWithoutFollowing(entry) is { Kind: FileKind.Folder });
        }
    }

    private static void TryDelete(string path, bool isFolder)
    {
        try
        {
            if (isFolder)
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next start deletes it.
        }
    }
}
