using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Digest.Rendering;
using ActivitySync.FileFormats.Archives;
using ActivitySync.FileSystem;

namespace ActivitySync.Maintenance;

/// <summary>
/// Deletes what interrupted processes of this program left, and previews. Only files with the names that this program
/// gives to temporary files; never what a link leads to.
/// </summary>
/// <param name="settings">The settings.</param>
/// <param name="databaseFile">The database file; null if the database is none.</param>
/// <param name="minAge">How long ago a file was last written at least; zero for all, if nothing else runs.</param>
/// <param name="clock">The clock.</param>
internal sealed class RemainsCleaner(AppSettings settings, string? databaseFile, TimeSpan minAge, TimeProvider clock)
{
    private const string MailExtension = ".eml";
    private const string TemporaryExtension = ".tmp";

    /// <summary>A running process may still use a younger folder in the system's temporary folder.</summary>
    private static readonly TimeSpan MaxTestDuration = TimeSpan.FromHours(1);

    private readonly List<string> _notDeleted = [];

    /// <summary>The folders that are searched: of temporary files, previews, calendars and emails as files.</summary>
    public IReadOnlyList<string> Folders =>
        [
            .. DataFolders
                .Append(PreviewFolder)
                .Concat(settings.Mail.PickupDirectory is { } pickup ? [Path.GetFullPath(pickup)] : [])
                .Append(Path.GetTempPath())
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>What could not be deleted, and folders that could not be searched.</summary>
    public IReadOnlyList<string> NotDeleted => _notDeleted;

    private string DataFolder => Path.GetFullPath(settings.ActivitySync.DataDirectory);

    private string PreviewFolder => Path.Combine(DataFolder, MailFileExporter.PreviewFolderName);

    private IEnumerable<string> DataFolders =>
        databaseFile is null ? [DataFolder] : [DataFolder, Path.GetDirectoryName(Path.GetFullPath(databaseFile))!];

    public void Delete()
    {
        foreach (var folder in DataFolders.Distinct(StringComparer.Ordinal))
        {
            DeleteFiles(folder, IsTemporary);
            DeleteFound(folder, () => DatabaseCopy.FindRemains(folder, _ => false));
        }

        DeleteFiles(Path.Combine(DataFolder, CalendarFeed.FolderName), AtomicFile.IsTemporaryName);
        DeleteFiles(PreviewFolder, name => MailFileExporter.Names.Contains(name) || IsTemporary(name));
        if (settings.Mail.PickupDirectory is { } pickup)
        {
            DeleteFiles(pickup, IsUnfinishedMail);
        }

        if (settings.File is { } file)
        {
            DeleteFiles(Path.GetDirectoryName(Path.GetFullPath(file))!, name =>
                name.StartsWith($".{Path.GetFileName(file)}.", StringComparison.Ordinal)
                && AtomicFile.IsTemporaryName(name)
            );
        }

        DeleteFromSystemFolder();
    }

    private static bool IsTemporary(string name) =>
        name.StartsWith(TemporaryStorage.Prefix, StringComparison.Ordinal)
        || name.StartsWith(FileErrors.ProbePrefix, StringComparison.Ordinal)
        || AtomicFile.IsTemporaryName(name);

    /// <summary>Also those of earlier versions, which had no random part.</summary>
    private static bool IsUnfinishedMail(string name) =>
        name.StartsWith('.')
        && name.EndsWith(TemporaryExtension, StringComparison.Ordinal)
        && name.Contains(MailExtension + ".", StringComparison.Ordinal);

    /// <summary>
    /// The system's temporary folder, which all users share: what an import unpacked there, and the data directories in
    /// which setup tests the settings, and those of the demo. Others' files are not ours.
    /// </summary>
    private void DeleteFromSystemFolder()
    {
        DeleteFiles(
            Path.GetTempPath(),
            name => name.StartsWith(TemporaryStorage.Prefix, StringComparison.Ordinal),
            path => FileStatus.FindWithoutFollowing(path)?.OwnerId == NativeFile.UserId
        );
        Try(Path.GetTempPath(), () =>
        {
            foreach (var folder in TestFolders.Prefixes.SelectMany(FindTestFolders).ToList())
            {
                Try(folder, () => Directory.Delete(folder, recursive: true));
            }
        });
    }

    private IEnumerable<string> FindTestFolders(string prefix) =>
        Directory
            .EnumerateDirectories(Path.GetTempPath(), $"{prefix}*")
            .Where(folder =>
                FileStatus.FindWithoutFollowing(folder) is { Kind: FileKind.Folder } status
                && status.OwnerId == NativeFile.UserId
                && clock.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(folder) > MaxTestDuration
            );

    private void DeleteFiles(string folder, Func<string, bool> isName, Func<string, bool>? isOurs = null) =>
        DeleteFound(folder, () =>
            Directory
                .EnumerateFiles(folder)
                .Where(path => isName(Path.GetFileName(path)) && isOurs?.Invoke(path) != false)
        );

    private void DeleteFound(string folder, Func<IEnumerable<string>> find) => Try(folder, () =>
        {
            foreach (var file in find().ToList())
            {
                Try(file, () => DeleteIfOld(file));
            }
        });

    private void DeleteIfOld(string file)
    {
        if (minAge == TimeSpan.Zero || clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > minAge)
        {
            File.Delete(file);
        }
    }

    private void Try(string path, Action delete)
    {
        try
        {
            delete();
        }
        catch (DirectoryNotFoundException)
        {
            // nothing is there
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _notDeleted.Add(path);
        }
    }
}
