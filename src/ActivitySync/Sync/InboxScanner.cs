using System.Collections.Concurrent;
using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Files;

namespace ActivitySync.Sync;

/// <summary>
/// Scans an athlete's inbox and imports files that are new or changed since they were last read and didn't change
/// between two scans. Never moves, changes or deletes a file there.
/// </summary>
/// <remarks>
/// The inbox is polled because file system events get lost on network shares and USB sticks. A file whose reading was
/// interrupted is read once more, after all others: a file that crashes the program must not do so forever.
/// </remarks>
internal sealed partial class InboxScanner(
    Database database,
    FileImporter importer,
    TimeProvider clock,
    ILogger<InboxScanner> log
)
{
    /// <summary>The min time between two scans that tells a complete file from one that is being written.</summary>
    private static readonly TimeSpan MinStableTime = TimeSpan.FromSeconds(5);

    /// <summary>
    /// An unreadable file is retried: a change of its permissions doesn't change its modification time.
    /// </summary>
    private static readonly TimeSpan UnreadableRetryDelay = TimeSpan.FromHours(1);

    /// <summary>Scans that find nothing new are saved only this often, to spare the disk.</summary>
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(5);

    private const string QuarantineReason =
        "the program ended twice while it was being read (usually for lack of memory), so the file is quarantined; "
        + "unpack it, or remove it and add it again";

    private const string EmptyReason = "an archive without files";

    private readonly ConcurrentDictionary<(string Athlete, string Path), (InboxFile File, long Since)> _pending = new();

    /// <summary>
    /// Files whose mark could not be removed because of the same disk error that interrupted their reading.
    /// </summary>
    private readonly ConcurrentDictionary<(long AthleteId, string Path), bool> _interrupted = new();

    public void Scan(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        if (athlete.Sources.Inbox is not { Length: > 0 } folder)
        {
            return;
        }

        var listing = InboxFolder.ListFiles(folder);
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        SaveScan(connection, athlete, athleteId, folder, listing is not null);
        foreach (var (of, path) in _interrupted.Keys.Where(marked => marked.AthleteId == athleteId))
        {
            ClearMark(connection, of, path);
        }

        if (listing is null)
        {
            return; // what is known of it stays for when it comes back
        }

        var files = listing.Files;

        var known = InboxFileRepository
            .GetAll(connection, athleteId)
            .ToDictionary(row => row.Path, StringComparer.Ordinal);
        DeleteMissingFiles(connection, athleteId, listing, known);
        SaveRefused(connection, athleteId, listing, known);

        var due = files
            .Where(file =>
                !IsKnown(file.Value, known.GetValueOrDefault(file.Key)) && IsStable(athlete, file.Key, file.Value)
            )
            .ToDictionary(StringComparer.Ordinal);
        DropMissingPending(athlete, files);
        var broken = due.Where(file => WasInterrupted(file.Value, known.GetValueOrDefault(file.Key)))
            .Select(file => file.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        ImportDueFiles(
            connection,
            athlete,
            athleteId,
            due,
            [.. due.Keys.Except(broken).Order(StringComparer.Ordinal)],
            InboxFileRepository.BeingRead,
            cancellationToken
        );
        foreach (var path in broken)
        {
            if (known[path].Result == InboxFileRepository.BeingReadAgain)
            {
                Quarantine(connection, athlete, athleteId, path, due[path]);
            }
            else
            {
                ImportDueFiles(
                    connection,
                    athlete,
                    athleteId,
                    due,
                    [path],
                    InboxFileRepository.BeingReadAgain,
                    cancellationToken
                );
            }
        }
    }

    private void ImportDueFiles(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        Dictionary<string, InboxFile> due,
        List<string> paths,
        string mark,
        CancellationToken cancellationToken
    )
    {
        paths = [.. paths.Where(path => PathErrors.FindError(path) is null)]; // one may be gone again
        if (paths.Count == 0)
        {
            return;
        }

        var rows = new List<ImportedFile>();
        using var marks = database.Open();
        Database.UseRelaxedDurability(marks);
        string? current = null;
        try
        {
            importer.Import(athlete, paths, null, dryRun: false, rows.Add, _ => { }, cancellationToken, Begin);
        }
        catch (Exception exception) when (exception is OperationCanceledException or DatabaseException)
        {
            if (current is not null)
            {
                _interrupted[(athleteId, current)] = true; // it is not the file that ended it
                TryClearMark(marks, athleteId, current);
            }

            throw;
        }

        SaveResults(connection, athlete, athleteId, due, paths, rows);

        // Before the file is opened: the table of an archive, or an archive in it, may end the program too.
        void Begin(string path)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (current is not null)
            {
                InboxFileRepository.ClearBeingRead(marks, athleteId, current);
            }

            current = path;
            InboxFileRepository.MarkBeingRead(marks, athleteId, CreateRow(path, due[path], mark, null, isFinal: false));
        }
    }

    private void TryClearMark(DbConnection connection, long athleteId, string path)
    {
        try
        {
            ClearMark(connection, athleteId, path);
        }
        catch (DatabaseException)
        {
            // the next look does, before it looks at the marks
        }
    }

    private void ClearMark(DbConnection connection, long athleteId, string path)
    {
        InboxFileRepository.ClearBeingRead(connection, athleteId, path);
        _interrupted.TryRemove((athleteId, path), out _);
    }

    /// <summary>
    /// Reading it began but didn't end: the program ended meanwhile, or an unexpected error occurred.
    /// </summary>
    private static bool WasInterrupted(InboxFile file, InboxFileRow? row) =>
        row is not null
        && IsUnchanged(file, row)
        && row.Result is InboxFileRepository.BeingRead or InboxFileRepository.BeingReadAgain;

    private void Quarantine(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        string path,
        InboxFile file
    )
    {
        using var transaction = connection.BeginFor(athleteId);
        InboxFileRepository.Save(
            connection,
            athleteId,
            CreateRow(path, file, ImportResult.Quarantined.ToColumn(), QuarantineReason, isFinal: true),
            transaction
        );
        transaction.Commit();
        LogQuarantined(athlete.Name);
    }

    private InboxFileRow CreateRow(string path, InboxFile file, string result, string? reason, bool isFinal) =>
        new(path, file.Bytes, file.ModifiedTicks, result, reason, isFinal ? 1 : 0, clock.GetUtcNow().ToColumn());

    private void SaveScan(DbConnection connection, AthleteSettings athlete, long athleteId, string folder, bool isThere)
    {
        var line = isThere
            ? null
            : $"the inbox {folder} of {athlete.Name} is missing or unreadable; it is checked again at every scan.";
        var before = InboxFileRepository.FindScan(connection, athleteId);
        if (line is not null && before?.Line is null)
        {
            LogUnavailable(athlete.Name);
        }

        var now = clock.GetUtcNow();
        if (before is null || before.Line != line || (now - before.LookedAt.ToInstant()).Duration() >= SaveInterval)
        {
            InboxFileRepository.SaveScan(connection, athleteId, now, line);
        }
    }

    private void DeleteMissingFiles(
        DbConnection connection,
        long athleteId,
        InboxListing listing,
        Dictionary<string, InboxFileRow> known
    )
    {
        var left = known
            .Keys.Where(path => !listing.Files.ContainsKey(path) && !listing.Refused.ContainsKey(path))
            .ToList();
        var pacer = new WritePacer(clock);
        foreach (var paths in left.Chunk(WritePacer.MaxRows))
        {
            pacer.Write(connection, athleteId, transaction =>
            {
                foreach (var path in paths)
                {
                    InboxFileRepository.Delete(connection, athleteId, path, transaction);
                }
            });
        }
    }

    /// <summary>Stores entries that cannot be opened, so that status and health report them.</summary>
    private void SaveRefused(
        DbConnection connection,
        long athleteId,
        InboxListing listing,
        Dictionary<string, InboxFileRow> known
    )
    {
        var quarantined = ImportResult.Quarantined.ToColumn();
        var news = listing
            .Refused.Where(entry =>
                known.GetValueOrDefault(entry.Key) is not { } row
                || row.Result != quarantined
                || row.Reason != entry.Value
            )
            .ToList();
        if (news.Count == 0)
        {
            return;
        }

        using var transaction = connection.BeginFor(athleteId);
        foreach (var (path, reason) in news)
        {
            var row = CreateRow(path, default, quarantined, reason, isFinal: false);
            InboxFileRepository.Save(connection, athleteId, row, transaction);
        }

        transaction.Commit();
    }

    private void DropMissingPending(AthleteSettings athlete, IReadOnlyDictionary<string, InboxFile> files)
    {
        foreach (var key in _pending.Keys.Where(key => key.Athlete == athlete.Name && !files.ContainsKey(key.Path)))
        {
            _pending.TryRemove(key, out _);
        }
    }

    private static bool IsUnchanged(InboxFile file, InboxFileRow row) =>
        row.Bytes == file.Bytes && row.ModifiedAt == file.ModifiedTicks;

    private bool IsKnown(InboxFile file, InboxFileRow? row) =>
        row is not null
        && IsUnchanged(file, row)
        && !WasInterrupted(file, row)
        && (row.Settled != 0 || (clock.GetUtcNow() - row.ReadAt.ToInstant()).Duration() < UnreadableRetryDelay);

    private bool IsStable(AthleteSettings athlete, string path, InboxFile file)
    {
        var key = (athlete.Name, path);
        if (_pending.TryGetValue(key, out var seen) && seen.File == file)
        {
            if (clock.GetElapsedTime(seen.Since) < MinStableTime)
            {
                return false;
            }

            _pending.TryRemove(key, out _);
            return true;
        }

        _pending[key] = (file, clock.GetTimestamp());
        return false;
    }

    private void SaveResults(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        Dictionary<string, InboxFile> due,
        List<string> paths,
        List<ImportedFile> rows
    )
    {
        var pacer = new WritePacer(clock);
        foreach (var empty in paths.Except(rows.Select(row => GetInboxPath(row.File, due))).Chunk(WritePacer.MaxRows))
        {
            pacer.Write(connection, athleteId, transaction =>
            {
                foreach (var path in empty)
                {
                    var row = CreateRow(path, due[path], ImportResult.Skipped.ToColumn(), EmptyReason, isFinal: true);
                    InboxFileRepository.Save(connection, athleteId, row, transaction);
                }
            });
        }

        foreach (var files in rows.GroupBy(row => GetInboxPath(row.File, due)).Chunk(WritePacer.MaxRows))
        {
            pacer.Write(connection, athleteId, transaction =>
            {
                foreach (var ofFile in files)
                {
                    var gravest = ofFile.MaxBy(row => row.Result)!;
                    var isFinal = ofFile.All(row => row.IsReadable);
                    InboxFileRepository.Save(
                        connection,
                        athleteId,
                        CreateRow(ofFile.Key, due[ofFile.Key], gravest.Result.ToColumn(), gravest.Reason, isFinal),
                        transaction
                    );
                }
            });
        }

        var imported = rows.Count(row => row.Result == ImportResult.Imported);
        var duplicates = rows.Count(row => row.Result == ImportResult.Duplicate);
        var refused = rows.Count(row => row.Result == ImportResult.Quarantined);
        LogImported(athlete.Name, imported, duplicates, refused);
    }

    /// <summary>The file in the folder, of which the row may be a member.</summary>
    private static string GetInboxPath(string name, Dictionary<string, InboxFile> due)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf('!', end - 1))
        {
            if (due.ContainsKey(name[..end]))
            {
                return name[..end];
            }
        }

        throw new InvalidOperationException("A row tells of no file that was asked for.");
    }

    [LoggerMessage(
        EventName = "inbox_read",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} imported={Imported} duplicates={Duplicates} refused={Refused}"
    )]
    private partial void LogImported(string athlete, int imported, int duplicates, int refused);

    [LoggerMessage(
        EventName = "inbox_set_aside",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete}; the program ended twice while a file was being read; "
            + "'activitysync status' says which"
    )]
    private partial void LogQuarantined(string athlete);

    [LoggerMessage(
        EventName = "inbox_away",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete}; the folder is missing or unreadable"
    )]
    private partial void LogUnavailable(string athlete);
}
