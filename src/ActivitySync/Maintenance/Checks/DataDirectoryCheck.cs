using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileSystem;

namespace ActivitySync.Maintenance.Checks;

/// <summary>Checks that the data directory is writable, has free space and is not open to others.</summary>
internal sealed class DataDirectoryCheck(AppSettings settings, Database database, SecretProtector secrets) : ICheck
{
    /// <summary>A database of ten years and its backups need less.</summary>
    private const long MinFreeBytes = 200L * Megabyte;

    private const long Megabyte = 1_000_000;

    public string Name => "data directory";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        var folder = Path.GetFullPath(settings.ActivitySync.DataDirectory);
        if (FindWriteError(folder) is { } error)
        {
            yield return Finding.Failed(error);
            yield break;
        }

        var free = new DriveInfo(folder).AvailableFreeSpace;
        var space = string.Create(CultureInfo.InvariantCulture, $"{free / Megabyte:#,0} MB free");
        yield return free < MinFreeBytes
            ? Finding.Failed($"{folder}: only {space}. Free some space for emails and backups.")
            : Finding.Ok($"{folder}: writable, {space}.");
        foreach (var shared in new[] { folder, BackupFolder.GetPath(settings) }.Where(PrivateFolder.IsWritableByOthers))
        {
            yield return Finding.Failed(
                $"{shared}: other users of this machine may write there. Run 'chmod go-w {shared}'."
            );
        }

        foreach (var file in new[] { database.FilePath, secrets.KeyFile }.OfType<string>().Where(File.Exists))
        {
            var isOpen =
                file == secrets.KeyFile
                    ? FilePermissions.IsShared(file)
                    : FilePermissions.IsOpenToAll(file) && FilePermissions.IsOpenToAll(folder);
            if (isOpen)
            {
                yield return Finding.Failed(
                    $"{file}: other users of this machine may read it. Run 'chmod 600 {file}'."
                );
            }
        }
    }

    private static string? FindWriteError(string folder)
    {
        try
        {
            DataDirectory.Ensure(folder);
            return FileErrors.ProbeWrite(folder) is { } exception ? FileErrors.Describe(exception, folder) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileErrors.Describe(exception, folder);
        }
    }
}
