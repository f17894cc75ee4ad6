using System.Collections.Concurrent;
using System.Data.Common;
using ActivitySync.Settings;
using ActivitySync.Sources.Files;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>
/// A look into a runner's inbox. What is new or changed since it was last read, and stood still between two looks, is taken
/// in by its content; nothing is ever moved, changed or deleted there. Looks are all there is: events of a file
/// system get lost on shares and sticks.
/// </summary>
internal sealed partial class ScanInbox(Database database, ImportFiles import, TimeProvider clock, ILogger<ScanInbox> log)
{
    /// <summary>The shortest time between two looks that tells a whole file from one that is being written.</summary>
    private static readonly TimeSpan StandsStill = TimeSpan.FromSeconds(5);

    /// <summary>A file that may not be read is tried again: rights change without a trace in its time of change.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Athlete, string Path), (InboxFile File, long Since)> _waiting = new();

    public void Scan(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        if (athlete.Sources.Inbox is not { Length: > 0 } folder) return;
        var files = InboxFolder.List(folder);
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        Look(store, athlete, athleteId, folder, files is not null);
        if (files is null) return; // what is known of it stays for when it comes back
        var known = InboxFiles.Of(store, athleteId).ToDictionary(row => row.Path, StringComparer.Ordinal);
        ForgetLeft(store, athleteId, files, known);

        var due = files.Where(file => !IsKnown(file.Value, known.GetValueOrDefault(file.Key)) && StoodStill(athlete, file.Key, file.Value))
            .ToDictionary(StringComparer.Ordinal);
        if (due.Count == 0) return;
        var rows = new List<ImportedFile>();
        import.Import(athlete, [.. due.Keys.Order(StringComparer.Ordinal)], null, dryRun: false, rows.Add, _ => { }, cancellationToken);
        Remember(store, athlete, athleteId, due, rows);
    }

    private void Look(DbConnection store, AthleteSettings athlete, long athleteId, string folder, bool isThere)
    {
        var line = isThere ? null : $"the inbox {folder} of {athlete.Name} is not there or may not be read; it is looked for again and again.";
        var before = InboxFiles.Look(store, athleteId);
        if (line is not null && before?.Line is null) LogAway(athlete.Name);
        InboxFiles.SaveLook(store, athleteId, clock.GetUtcNow(), line);
    }

    private static void ForgetLeft(
        DbConnection store, long athleteId, IReadOnlyDictionary<string, InboxFile> files, Dictionary<string, InboxFileRow> known)
    {
        var left = known.Keys.Where(path => !files.ContainsKey(path)).ToList();
        if (left.Count == 0) return;
        using var transaction = store.BeginTransaction();
        foreach (var path in left) InboxFiles.Delete(store, athleteId, path, transaction);
        transaction.Commit();
    }

    private bool IsKnown(InboxFile file, InboxFileRow? row) =>
        row is not null && row.Bytes == file.Bytes && row.ModifiedAt == file.ModifiedAt
        && (row.Settled != 0 || (clock.GetUtcNow() - row.ReadAt.ToInstant()).Duration() < TryAgain);

    private bool StoodStill(AthleteSettings athlete, string path, InboxFile file)
    {
        var key = (athlete.Name, path);
        if (_waiting.TryGetValue(key, out var seen) && seen.File == file)
        {
            if (clock.GetElapsedTime(seen.Since) < StandsStill) return false;
            _waiting.TryRemove(key, out _);
            return true;
        }

        _waiting[key] = (file, clock.GetTimestamp());
        return false;
    }

    private void Remember(
        DbConnection store, AthleteSettings athlete, long athleteId, Dictionary<string, InboxFile> due, List<ImportedFile> rows)
    {
        using var transaction = store.BeginTransaction();
        foreach (var ofFile in rows.GroupBy(row => PathOf(row.File, due)))
        {
            var gravest = ofFile.MaxBy(row => row.Result)!;
            var file = due[ofFile.Key];
            var isSettled = ofFile.All(row => row.IsReadable);
            InboxFiles.Save(
                store,
                athleteId,
                new InboxFileRow(ofFile.Key, file.Bytes, file.ModifiedAt, gravest.Result.ToColumn(), gravest.Reason, isSettled ? 1 : 0, clock.GetUtcNow().ToColumn()),
                transaction);
        }

        transaction.Commit();
        var imported = rows.Count(row => row.Result == ImportResult.Imported);
        var duplicates = rows.Count(row => row.Result == ImportResult.Duplicate);
        var refused = rows.Count(row => row.Result == ImportResult.Quarantined);
        LogTaken(athlete.Name, imported, duplicates, refused);
    }

    /// <summary>The file in the folder, of which the row may be a member.</summary>
    private static string PathOf(string told, Dictionary<string, InboxFile> due)
    {
        for (var end = told.Length; end > 0; end = told.LastIndexOf('!', end - 1))
        {
            if (due.ContainsKey(told[..end])) return told[..end];
        }

        throw new InvalidOperationException("A row tells of no file that was asked for.");
    }

    [LoggerMessage(EventName = "inbox_read", Level = LogLevel.Information, Message = "athlete={Athlete} imported={Imported} duplicates={Duplicates} refused={Refused}")]
    private partial void LogTaken(string athlete, int imported, int duplicates, int refused);

    [LoggerMessage(EventName = "inbox_away", Level = LogLevel.Warning, Message = "athlete={Athlete}; the folder is not there or may not be read")]
    private partial void LogAway(string athlete);
}
