using ActivitySync.Settings;
using ActivitySync.Store;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Operations;

/// <summary>Copies of the database on request and each night, and the way back from one.</summary>
internal sealed partial class Backups(Database database, AppSettings settings, TimeProvider clock, DaemonLock daemonLock, ILogger<Backups> log)
{
    /// <summary>Writes a copy while the daemon may be at work.</summary>
    /// <exception cref="CannotProceedException">It cannot be written, or is not whole.</exception>
    public void Write(string target)
    {
        using var store = database.Open();
        StoreCopy.Write(store, target);
    }

    /// <summary>
    /// The nightly copy, if the last time for it has passed and it is not there: a night that was missed is made up for, and
    /// one that is done is not done again.
    /// </summary>
    public void WriteNightly()
    {
        var now = clock.GetLocalNow().DateTime;
        var today = DateOnly.FromDateTime(now);
        var night = TimeOnly.FromDateTime(now) >= settings.Backup.Time ? today : today.AddDays(-1);
        var target = BackupFolder.ForNight(settings, night);
        if (File.Exists(target)) return;
        Write(target);
        BackupFolder.Prune(settings);
        LogWritten(night);
    }

    /// <summary>Puts a copy in the database's place. What stood there is kept in the folder of the backups.</summary>
    /// <returns>Where what stood there is now; null if there was nothing.</returns>
    /// <exception cref="CannotProceedException">A daemon runs, or the file is not ours, not whole or newer: nothing is changed then.</exception>
    public string? Restore(string file)
    {
        if (!File.Exists(file)) throw new CannotProceedException(ExitCode.WrongInput, $"{file}: no such file; check the path.");
        using var alone = daemonLock.Take();
        if (StoreCopy.TroubleWith(file) is { } trouble) throw new CannotProceedException(ExitCode.WrongInput, $"{file}: {trouble}. Nothing was changed.");
        try
        {
            var coming = $"{database.Path}.restoring";
            File.Copy(file, coming, overwrite: true);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(coming, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using (var written = new FileStream(coming, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            var aside = KeepAside();
            SqliteConnection.ClearAllPools();
            foreach (var beside in new[] { "-wal", "-shm" }) File.Delete(database.Path + beside);
            File.Move(coming, database.Path, overwrite: true);
            return aside;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new CannotProceedException(
                ExitCode.Failed, $"{database.Path}: cannot be replaced; check the rights and the space in {settings.ActivitySync.DataDirectory}.", unwritable);
        }
    }

    /// <summary>A sound database is kept as a copy like all others; a damaged one as it is, since somebody may save something of it.</summary>
    private string? KeepAside()
    {
        if (!File.Exists(database.Path)) return null;
        var name = $"replaced-{clock.GetUtcNow():yyyyMMdd-HHmmss}.db";
        var aside = Path.Combine(BackupFolder.Of(settings), name);
        if (StoreCopy.TroubleWith(database.Path) is null)
        {
            Write(aside);
            return aside;
        }

        Directory.CreateDirectory(BackupFolder.Of(settings));
        File.Copy(database.Path, aside, overwrite: true);
        return aside;
    }

    [LoggerMessage(EventName = "backup_written", Level = LogLevel.Information, Message = "night={Night:yyyy-MM-dd}")]
    private partial void LogWritten(DateOnly night);
}
