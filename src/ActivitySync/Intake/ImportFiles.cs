using System.Data.Common;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Sources.Files;
using ActivitySync.Sources.Files.Archives;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>Takes in activity files, folders and archives of one runner.</summary>
internal sealed class ImportFiles(Database database, KeepRecordings keep, TimeProvider clock)
{
    /// <summary>Files to one transaction: few enough that little is read again after a power cut, many enough for a fast first import.</summary>
    private const int BatchSize = 100;

    /// <summary>A list of an export has thousands of activities in one file.</summary>
    private const int BatchActivities = 2000;

    /// <summary>Reads everything behind the paths and keeps what is activities.</summary>
    /// <param name="athlete">The runner.</param>
    /// <param name="paths">Files, folders, archives.</param>
    /// <param name="sport">The sport of tracks that name none; null leaves it to the settings.</param>
    /// <param name="dryRun">Only tell; write nothing. Activities not held yet have no ids then.</param>
    /// <param name="told">Called for each file, in order, when it is settled.</param>
    /// <param name="reading">Called as a file's reading begins.</param>
    /// <param name="cancellationToken">Ends it between two files; what is in stays.</param>
    /// <exception cref="CannotProceedException">A path does not exist.</exception>
    public void Import(
        AthleteSettings athlete, IReadOnlyList<string> paths, string? sport, bool dryRun,
        Action<ImportedFile> told, Action<FoundFile> reading, CancellationToken cancellationToken)
    {
        if (paths.Select(PathTrouble.LineOf).FirstOrDefault(line => line is not null) is { } missing) throw new CannotProceedException(ExitCode.WrongInput, missing);

        var untyped = athlete.Sources.UntypedSport == SportWords.Other ? null : athlete.Sources.UntypedSport;
        var defaults = new FileDefaults(athlete.TimeZone, sport ?? untyped);
        var held = dryRun ? HeldIds(athlete) : null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var batch in Batches(Read(paths, defaults, reading, cancellationToken)))
        {
            var rows = held is null ? Keep(athlete, batch) : [.. batch.Select(file => Foretell(file, held, seen))];
            foreach (var row in rows) told(row);
        }
    }

    private static IEnumerable<FileReading[]> Batches(IEnumerable<FileReading> readings)
    {
        var batch = new List<FileReading>();
        foreach (var reading in readings)
        {
            batch.Add(reading);
            if (batch.Count < BatchSize && batch.Sum(file => file.Activities.Count) < BatchActivities) continue;
            yield return [.. batch];
            batch.Clear();
        }

        if (batch.Count > 0) yield return [.. batch];
    }

    /// <summary>Beside the database there is a disk; a folder for temporary files may lie in memory.</summary>
    private Spool Spool() => new(Path.GetDirectoryName(Path.GetFullPath(database.Path)) is { } folder && Directory.Exists(folder) ? folder : Path.GetTempPath());

    private IEnumerable<FileReading> Read(
        IReadOnlyList<string> paths, FileDefaults defaults, Action<FoundFile> reading, CancellationToken cancellationToken)
    {
        foreach (var file in FileWalk.Of(paths, Spool()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            reading(file);
            yield return ActivityFile.Read(file, defaults);
        }
    }

    private ImportedFile[] Keep(AthleteSettings athlete, FileReading[] batch)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        var once = batch.SelectMany(file => file.Activities).DistinctBy(recording => recording.SourceId)
            .Select(recording => new SourceActivity(SourceName.File, recording.SourceId, recording.Format, recording.Activity)).ToList();
        var kept = once.Zip(keep.Add(athleteId, once)).ToDictionary(pair => pair.First.SourceId, pair => pair.Second);

        var told = new HashSet<string>(StringComparer.Ordinal);
        var rows = batch.Select(file => Row(
            file,
            [.. file.Activities.Select(recording => kept[recording.SourceId].ActivityId).Distinct()],
            FirstSeen(file, told).Exists(recording => kept[recording.SourceId].IsNewActivity))).ToArray();

        using var transaction = store.BeginTransaction();
        foreach (var (file, row) in batch.Zip(rows)) Remember(store, transaction, athleteId, file, row);
        transaction.Commit();
        return rows;
    }

    private void Remember(DbConnection store, DbTransaction transaction, long athleteId, FileReading file, ImportedFile row)
    {
        if (file.ContentHash is not { } hash) return;
        var result = row.Result == ImportResult.Duplicate ? ImportResult.Imported : row.Result;
        var seen = new FileRow(hash, Path.GetFileName(row.File), result.ToColumn(), row.Reason, clock.GetUtcNow().ToColumn());
        Files.Save(store, athleteId, seen, transaction);
    }

    /// <summary>The activities of recordings from files, by recording.</summary>
    private Dictionary<string, string> HeldIds(AthleteSettings athlete)
    {
        if (!File.Exists(database.Path)) return [];
        using var store = database.Open();
        if (Athletes.Find(store, athlete.Name) is not { } athleteId) return [];
        return Identities.Of(store, athleteId)
            .Where(row => row.Source == SourceName.File.ToColumn())
            .ToDictionary(row => row.SourceId, row => row.ActivityId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static ImportedFile Foretell(FileReading file, Dictionary<string, string> held, HashSet<string> seen)
    {
        var ids = file.Activities.Select(recording => held.GetValueOrDefault(recording.SourceId)).OfType<string>().Distinct();
        return Row(file, [.. ids], FirstSeen(file, seen).Exists(recording => !held.ContainsKey(recording.SourceId)));
    }

    /// <summary>The file's recordings that no file before it had; the same bytes may come twice in one call.</summary>
    private static List<FileRecording> FirstSeen(FileReading file, HashSet<string> seen) =>
        [.. file.Activities.Where(recording => seen.Add(recording.SourceId))];

    private static ImportedFile Row(FileReading file, IReadOnlyList<string> ids, bool isNew)
    {
        var result = file.Verdict switch
        {
            FileVerdict.Read => isNew ? ImportResult.Imported : ImportResult.Duplicate,
            FileVerdict.Skipped => ImportResult.Skipped,
            _ => ImportResult.Quarantined,
        };
        return new ImportedFile(file.File, result, file.Reason, file.Warnings, ids) { IsReadable = !file.MayPass };
    }
}
