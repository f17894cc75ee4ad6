using System.Collections.Concurrent;
using System.Data.Common;
using ActivitySync.Settings;
using ActivitySync.Sources.Files;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>
/// A look into a runner's inbox. What is new or changed since it was last read, and stood still between two looks, is taken
/// in by its content; nothing is ever moved, changed or deleted there. Looks are all there is: events of a file
/// system get lost on shares and sticks. A file whose reading did not come to its end is read after all others and once more
/// only: one that takes the program along must not do so for ever.
/// </summary>
internal sealed partial class ScanInbox(Database database, ImportFiles import, TimeProvider clock, ILogger<ScanInbox> log)
{
    /// <summary>The shortest time between two looks that tells a whole file from one that is being written.</summary>
    private static readonly TimeSpan StandsStill = TimeSpan.FromSeconds(5);

    /// <summary>A file that may not be read is tried again: rights change without a trace in its time of change.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromHours(1);

    /// <summary>Looks that show nothing new are written down only so often, to spare the disk.</summary>
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(5);

    private const string SetAside =
        "the program ended twice while it was being read (too little memory is the usual cause), so it is left alone; unpack it, or take it out and in again";

    private readonly ConcurrentDictionary<(string Athlete, string Path), (InboxFile File, long Since)> _waiting = new();

    /// <summary>Files that are marked and did nothing: the disk that ended their reading would not take the mark away either.</summary>
    private readonly ConcurrentDictionary<(long AthleteId, string Path), bool> _innocent = new();

    public void Scan(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        if (athlete.Sources.Inbox is not { Length: > 0 } folder) return;
        var files = InboxFolder.List(folder);
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        Look(store, athlete, athleteId, folder, files is not null);
        foreach (var (of, path) in _innocent.Keys.Where(marked => marked.AthleteId == athleteId)) Unmark(store, of, path);
        if (files is null) return; // what is known of it stays for when it comes back
        var known = InboxFiles.Of(store, athleteId).ToDictionary(row => row.Path, StringComparer.Ordinal);
        ForgetLeft(store, athleteId, files, known);

        var due = files.Where(file => !IsKnown(file.Value, known.GetValueOrDefault(file.Key)) && StoodStill(athlete, file.Key, file.Value))
            .ToDictionary(StringComparer.Ordinal);
        ForgetWaiting(athlete, files);
        var broken = due.Where(file => IsBrokenOff(file.Value, known.GetValueOrDefault(file.Key))).Select(file => file.Key).Order(StringComparer.Ordinal).ToList();
        Take(store, athlete, athleteId, due, [.. due.Keys.Except(broken).Order(StringComparer.Ordinal)], InboxFiles.BeingRead, cancellationToken);
        foreach (var path in broken)
        {
            if (known[path].Result == InboxFiles.BeingReadAgain) LeaveAlone(store, athlete, athleteId, path, due[path]);
            else Take(store, athlete, athleteId, due, [path], InboxFiles.BeingReadAgain, cancellationToken);
        }
    }

    private void Take(
        DbConnection store, AthleteSettings athlete, long athleteId, Dictionary<string, InboxFile> due, List<string> paths, string mark, CancellationToken cancellationToken)
    {
        if (paths.Count == 0) return;
        var rows = new List<ImportedFile>();
        using var marks = database.Open();
        InboxFiles.WriteInHaste(marks);
        string? current = null;
        try
        {
            import.Import(athlete, paths, null, dryRun: false, rows.Add, Begin, cancellationToken);
        }
        catch (Exception trouble) when (trouble is OperationCanceledException || database.LineOf(trouble) is not null)
        {
            if (current is not null)
            {
                _innocent[(athleteId, current)] = true; // it is not the file that ended it
                TryUnmark(marks, athleteId, current);
            }

            throw;
        }

        Remember(store, athlete, athleteId, due, rows);

        void Begin(FoundFile found)
        {
            var path = PathOf(found.Name, due);
            if (path == current) return;
            if (current is not null) InboxFiles.Unmark(marks, athleteId, current);
            current = path;
            InboxFiles.Mark(marks, athleteId, Row(path, due[path], mark, null, isSettled: false));
        }
    }

    private void TryUnmark(DbConnection store, long athleteId, string path)
    {
        try
        {
            Unmark(store, athleteId, path);
        }
        catch (DbException)
        {
            // the next look does, before it looks at the marks
        }
    }

    private void Unmark(DbConnection store, long athleteId, string path)
    {
        InboxFiles.Unmark(store, athleteId, path);
        _innocent.TryRemove((athleteId, path), out _);
    }

    /// <summary>Its reading began and did not come to its end: the program ended in it, or something in it that nobody foresaw.</summary>
    private static bool IsBrokenOff(InboxFile file, InboxFileRow? row) =>
        row is not null && IsSame(file, row) && row.Result is InboxFiles.BeingRead or InboxFiles.BeingReadAgain;

    private void LeaveAlone(DbConnection store, AthleteSettings athlete, long athleteId, string path, InboxFile file)
    {
        using var transaction = store.BeginTransaction();
        InboxFiles.Save(store, athleteId, Row(path, file, ImportResult.Quarantined.ToColumn(), SetAside, isSettled: true), transaction);
        transaction.Commit();
        LogSetAside(athlete.Name);
    }

    private InboxFileRow Row(string path, InboxFile file, string result, string? reason, bool isSettled) =>
        new(path, file.Bytes, file.ModifiedAt, result, reason, isSettled ? 1 : 0, clock.GetUtcNow().ToColumn());

    private void Look(DbConnection store, AthleteSettings athlete, long athleteId, string folder, bool isThere)
    {
        var line = isThere ? null : $"the inbox {folder} of {athlete.Name} is not there or may not be read; it is looked for again and again.";
        var before = InboxFiles.Look(store, athleteId);
        if (line is not null && before?.Line is null) LogAway(athlete.Name);
        var now = clock.GetUtcNow();
        if (before is null || before.Line != line || (now - before.LookedAt.ToInstant()).Duration() >= WriteEvery)
            InboxFiles.SaveLook(store, athleteId, now, line);
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

    private void ForgetWaiting(AthleteSettings athlete, IReadOnlyDictionary<string, InboxFile> files)
    {
        foreach (var key in _waiting.Keys.Where(key => key.Athlete == athlete.Name && !files.ContainsKey(key.Path))) _waiting.TryRemove(key, out _);
    }

    private static bool IsSame(InboxFile file, InboxFileRow row) => row.Bytes == file.Bytes && row.ModifiedAt == file.ModifiedAt;

    private bool IsKnown(InboxFile file, InboxFileRow? row) =>
        row is not null && IsSame(file, row) && !IsBrokenOff(file, row)
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
            var isSettled = ofFile.All(row => row.IsReadable);
            InboxFiles.Save(store, athleteId, Row(ofFile.Key, due[ofFile.Key], gravest.Result.ToColumn(), gravest.Reason, isSettled), transaction);
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

    [LoggerMessage(EventName = "inbox_set_aside", Level = LogLevel.Warning, Message = "athlete={Athlete}; the program ended twice while a file was being read; 'activitysync status' says which")]
    private partial void LogSetAside(string athlete);

    [LoggerMessage(EventName = "inbox_away", Level = LogLevel.Warning, Message = "athlete={Athlete}; the folder is not there or may not be read")]
    private partial void LogAway(string athlete);
}
