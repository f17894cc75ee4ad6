using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Operations.Checks;

/// <summary>The data directory can be written, has room, and keeps what is in it from others.</summary>
internal sealed class DataDirectoryCheck(AppSettings settings, Database database, SecretBox box) : ICheck
{
    /// <summary>A database of ten years and its copies stay below; with less, a full disk is near.</summary>
    private const long LeastFreeBytes = 200L * Megabyte;

    private const long Megabyte = 1_000_000;

    public string Name => "data directory";

    public ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => new([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        var folder = Path.GetFullPath(settings.ActivitySync.DataDirectory);
        if (TroubleWriting(folder) is { } trouble)
        {
            yield return Finding.Failed(trouble);
            yield break;
        }

        var free = new DriveInfo(folder).AvailableFreeSpace;
        var room = string.Create(CultureInfo.InvariantCulture, $"{free / Megabyte:#,0} MB free");
        yield return free < LeastFreeBytes
            ? Finding.Failed($"{folder}: only {room}; free some space: mails and copies of the database need it.")
            : Finding.Ok($"{folder}: can be written, {room}.");
        foreach (var file in new[] { database.Path, box.KeyFile }.Where(File.Exists))
        {
            var isOpen = file == box.KeyFile ? FileRights.IsShared(file) : FileRights.IsOpenToAll(file) && FileRights.IsOpenToAll(folder);
            if (isOpen) yield return Finding.Failed($"{file}: others on this machine may read it; run 'chmod 600 {file}'.");
        }
    }

    private static string? TroubleWriting(string folder)
    {
        try
        {
            DataDirectory.Ensure(folder);
            return FileTrouble.TryWriting(folder) is { } trouble ? FileTrouble.LineFor(trouble, folder) : null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return FileTrouble.LineFor(trouble, folder);
        }
    }
}
