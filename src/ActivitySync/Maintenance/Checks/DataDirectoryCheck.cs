using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Maintenance.Checks;

/// <summary>The data directory can be written, has room, and keeps what is in it from others.</summary>
internal sealed class DataDirectoryCheck(AppSettings settings, Database database, SecretProtector box) : ICheck
{
    /// <summary>A database of ten years and its copies stay below; with less, a full disk is near.</summary>
    private const long MinFreeBytes = 200L * Megabyte;

    private const long Megabyte = 1_000_000;

    public string Name => "data directory";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        var folder = Path.GetFullPath(settings.ActivitySync.DataDirectory);
        if (FindWriteError(folder) is { } trouble)
        {
            yield return Finding.Failed(trouble);
            yield break;
        }

        var free = new DriveInfo(folder).AvailableFreeSpace;
        var room = string.Create(CultureInfo.InvariantCulture, $"{free / Megabyte:#,0} MB free");
        yield return free < MinFreeBytes
            ? Finding.Failed($"{folder}: only {room}; free some space: mails and copies of the database need it.")
            : Finding.Ok($"{folder}: can be written, {room}.");
        foreach (var file in new[] { database.Path, box.KeyFile }.Where(File.Exists))
        {
            var isOpen =
                file == box.KeyFile
                    ? FilePermissions.IsShared(file)
                    : FilePermissions.IsOpenToAll(file) && FilePermissions.IsOpenToAll(folder);
            if (isOpen)
            {
                yield return Finding.Failed($"{file}: others on this machine may read it; run 'chmod 600 {file}'.");
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
