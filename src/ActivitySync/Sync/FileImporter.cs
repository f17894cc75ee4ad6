using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Archives;
using ActivitySync.Sources;
using ActivitySync.Sources.Files;

namespace ActivitySync.Sync;

/// <summary>Imports the activity files, folders and archives of one athlete.</summary>
internal sealed class FileImporter(Database database, RecordingReconciler reconciler, TimeProvider clock)
{
    /// <summary>
    /// Max files that are read before they are saved. Smaller: less is lost in a power cut; larger: a faster import.
    /// </summary>
    private const int MaxBatchFiles = WritePacer.MaxRows;

    /// <summary>
    /// A later start comes from a wrong clock. The difference allows for time zones and a clock that is a little wrong.
    /// </summary>
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(2);

    /// <summary>The max number of unknown sports that are reported, so that no file can fill the result.</summary>
    private const int MaxUnknownSports = 20;

    /// <summary>Reads every file under the paths and saves the activities in them.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="paths">Files, folders, archives.</param>
    /// <param name="sport">The sport of tracks that name none; null uses the settings.</param>
    /// <param name="dryRun">True: report only and save nothing; new activities then have no IDs.</param>
    /// <param name="onImported">Called for each file, in order, once its result is known.</param>
    /// <param name="onReading">Called before a file is read.</param>
    /// <param name="cancellationToken">Stops the import between two files; saved files stay saved.</param>
    /// <param name="onOpening">Called with each path before anything of it is opened.</param>
    /// <param name="shownName">Replaces the path of a single file in results; null shows the path.</param>
    /// <exception cref="OperationException">A path does not exist, or the sport is unknown.</exception>
    public void Import(
        AthleteSettings athlete,
        IReadOnlyList<string> paths,
        string? sport,
        bool dryRun,
        Action<ImportedFile> onImported,
        Action<FileEntry> onReading,
        CancellationToken cancellationToken,
        Action<string>? onOpening = null,
        string? shownName = null
    )
    {
        if (paths.Select(PathErrors.FindError).FirstOrDefault(line => line is not null) is { } missing)
        {
            throw new OperationException(ErrorKind.InvalidInput, missing);
        }

        if (sport is not null && !SportNames.IsKnown(sport))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--sport: \"{TerminalText.Sanitize(sport, 40)}\" is unknown; expected a sport, like run, "
                    + "trail-run or ride."
            );
        }

        var untyped = athlete.Sources.UntypedSport == SportNames.Other ? null : athlete.Sources.UntypedSport;
        var defaults = new RecordingDefaults(athlete.TimeZone, sport ?? untyped);
        var storedIds = dryRun ? GetStoredActivityIds(athlete) : null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pacer = new WritePacer(clock);
        var files = ReadFiles(paths, defaults, onReading, onOpening, cancellationToken)
            .Select(file =>
                shownName is not null && file.File.StartsWith(paths[0], StringComparison.Ordinal)
                    ? file with
                    {
                        File = shownName + file.File[paths[0].Length..],
                    }
                    : file
            );
        foreach (var batch in files.Chunk(MaxBatchFiles))
        {
            var rows = storedIds is null
                ? SaveFiles(athlete, batch, pacer)
                : [.. batch.Select(file => PreviewFile(file, storedIds, seen))];
            foreach (var row in rows)
            {
                onImported(row);
            }
        }
    }

    /// <summary>
    /// Uses the folder of the database, which is on a disk; the system's temporary folder may be in memory.
    /// </summary>
    private TemporaryStorage CreateSpool() =>
        new(
            database.FilePath is { } file
            && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder
            && Directory.Exists(folder)
                ? folder
                : Path.GetTempPath()
        );

    private IEnumerable<FileReadResult> ReadFiles(
        IReadOnlyList<string> paths,
        RecordingDefaults defaults,
        Action<FileEntry> onReading,
        Action<string>? onOpening,
        CancellationToken cancellationToken
    )
    {
        var unknownSports = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in FileFinder.FindFiles(paths, CreateSpool(), onOpening))
        {
            cancellationToken.ThrowIfCancellationRequested();
            onReading(file);
            yield return AddUnknownSports(RefuseFuture(ReadFile(file, defaults)), unknownSports);
        }
    }

    /// <summary>Reads a file; an error that no reader expects costs only this file.</summary>
    private static FileReadResult ReadFile(FileEntry file, RecordingDefaults defaults)
    {
        try
        {
            return ActivityFileReader.Read(file, defaults);
        }
#pragma warning disable CA1031 // any error concerns this file alone
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return new FileReadResult
            {
                File = file.Name,
                Status = FileReadStatus.Quarantined,
                Reason = DescribeUnexpected(exception),
            };
        }
    }

    private static string DescribeUnexpected(Exception exception) =>
        $"it cannot be imported ({ErrorText.LineFor(exception)}); please report it";

    /// <summary>Leaves out activities from the future, which would move all dates that are counted from the latest
    /// one.</summary>
    /// <remarks>The clock of this machine may be the wrong one, so the inbox tries such a file again.</remarks>
    private FileReadResult RefuseFuture(FileReadResult file)
    {
        var max = clock.GetUtcNow() + MaxAhead;
        var future = file.Recordings.Where(recording => recording.Activity.Start > max).ToList();
        if (future.Count == 0)
        {
            return file;
        }

        var first = DateOnly.FromDateTime(future[0].Activity.Start.DateTime).ToColumn();
        return future.Count == file.Recordings.Count
            ? file with
            {
                Status = FileReadStatus.Quarantined,
                Reason = $"its start is in the future ({first}): the clock of the watch, or of this machine, was wrong",
                Recordings = [],
                IsRetryable = true,
            }
            : file with
            {
                Recordings = [.. file.Recordings.Except(future)],
                Warnings =
                [
                    .. file.Warnings,
                    $"an activity in it is in the future ({first}) and was left out: the clock was wrong",
                ],
            };
    }

    /// <summary>Adds a warning for each sport that is unknown and wasn't reported in this import.</summary>
    private static FileReadResult AddUnknownSports(FileReadResult file, HashSet<string> reported)
    {
        var sports = file
            .Recordings.Select(recording => recording.Activity.Sport)
            .Where(sport => reported.Count < MaxUnknownSports && !SportNames.IsKnown(sport) && reported.Add(sport))
            .Select(sport =>
                $"the sport \"{sport}\" is unknown and counts as other; label the activity if it was a run"
            )
            .ToList();
        return sports.Count == 0 ? file : file with { Warnings = [.. file.Warnings, .. sports] };
    }

    /// <summary>Saves a batch; if that fails because of one file, the others are saved without it.</summary>
    private ImportedFile[] SaveFiles(AthleteSettings athlete, FileReadResult[] batch, WritePacer pacer)
    {
        try
        {
            return SaveBatch(athlete, batch, pacer);
        }
#pragma warning disable CA1031 // any error but those of the database concerns one file
        catch (Exception exception) when (exception is not (OperationException or OutOfMemoryException))
#pragma warning restore CA1031
        {
            return batch.Length > 1
                ? [.. batch.SelectMany(file => SaveFiles(athlete, [file], pacer))]
                :
                [
                    new ImportedFile(
                        batch[0].File,
                        ImportResult.Quarantined,
                        DescribeUnexpected(exception),
                        batch[0].Warnings,
                        []
                    ),
                ];
        }
    }

    private ImportedFile[] SaveBatch(AthleteSettings athlete, FileReadResult[] batch, WritePacer pacer)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var once = batch
            .SelectMany(file => file.Recordings)
            .DistinctBy(recording => recording.SourceId)
            .Select(recording => new SourceRecording(
                SourceName.File,
                recording.SourceId,
                recording.Format,
                recording.Activity
            ))
            .ToList();
        var kept = once.Zip(reconciler.Add(athleteId, once, pacer))
            .ToDictionary(pair => pair.First.SourceId, pair => pair.Second);

        var told = new HashSet<string>(StringComparer.Ordinal);
        var rows = batch
            .Select(file =>
                CreateResult(
                    file,
                    [.. file.Recordings.Select(recording => kept[recording.SourceId].ActivityId).Distinct()],
                    [
                        .. TakeUnseen(file, told)
                            .Where(recording => kept[recording.SourceId].IsNewActivity)
                            .DistinctBy(recording => kept[recording.SourceId].ActivityId),
                    ]
                )
            )
            .ToArray();

        var results = batch
            .Zip(rows, CreateFileRow)
            .OfType<ImportedFileRow>()
            .Where(file => !IsStored(connection, athleteId, file))
            .ToList();
        if (results.Count > 0)
        {
            pacer.Write(connection, athleteId, transaction =>
                results.ForEach(file => ImportedFileRepository.Save(connection, athleteId, file, transaction))
            );
        }

        return rows;
    }

    /// <summary>Null for a row of a list, which is not a file of its own.</summary>
    private ImportedFileRow? CreateFileRow(FileReadResult file, ImportedFile row)
    {
        var result = row.Result == ImportResult.Duplicate ? ImportResult.Imported : row.Result;
        return file.ContentHash is { } hash
            ? new ImportedFileRow(
                hash,
                Path.GetFileName(row.File),
                result.ToColumn(),
                row.Reason,
                clock.GetUtcNow().ToColumn()
            )
            : null;
    }

    /// <summary>Whether the same result is stored, so that importing a file again writes nothing.</summary>
    private static bool IsStored(DbConnection connection, long athleteId, ImportedFileRow file) =>
        ImportedFileRepository.Find(connection, athleteId, file.ContentHash) is { } stored
        && stored == file with { SeenAt = stored.SeenAt };

    /// <summary>The activities of recordings from files, by recording.</summary>
    private Dictionary<string, string> GetStoredActivityIds(AthleteSettings athlete)
    {
        if (!database.Exists)
        {
            return [];
        }

        using var connection = database.Open();
        if (AthleteRepository.FindId(connection, athlete.Name) is not { } athleteId)
        {
            return [];
        }

        return RecordingIdentityRepository
            .GetAll(connection, athleteId)
            .Where(row => row.Source == SourceName.File.ToColumn())
            .ToDictionary(
                row => row.SourceId,
                row => row.ActivityId.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
    }

    private static ImportedFile PreviewFile(
        FileReadResult file,
        Dictionary<string, string> stored,
        HashSet<string> seen
    )
    {
        var ids = file
            .Recordings.Select(recording => stored.GetValueOrDefault(recording.SourceId))
            .OfType<string>()
            .Distinct();
        return CreateResult(
            file,
            [.. ids],
            [.. TakeUnseen(file, seen).Where(recording => !stored.ContainsKey(recording.SourceId))]
        );
    }

    /// <summary>The file's recordings that no file before it had; the same bytes may come twice in one call.</summary>
    private static List<FileRecording> TakeUnseen(FileReadResult file, HashSet<string> seen) =>
        [.. file.Recordings.Where(recording => seen.Add(recording.SourceId))];

    private static ImportedFile CreateResult(
        FileReadResult file,
        IReadOnlyList<string> ids,
        IReadOnlyList<FileRecording> news
    )
    {
        var result = file.Status switch
        {
            FileReadStatus.Read => news.Count > 0 ? ImportResult.Imported : ImportResult.Duplicate,
            FileReadStatus.Skipped => ImportResult.Skipped,
            _ => ImportResult.Quarantined,
        };
        return new ImportedFile(file.File, result, file.Reason, file.Warnings, ids)
        {
            IsReadable = !file.IsRetryable,
            News =
            [
                .. news.Select(recording => new ImportedActivity(
                    recording.Activity.Sport,
                    DateOnly.FromDateTime(recording.Activity.Start.DateTime)
                )),
            ],
        };
    }
}

/// <summary>One row of an import.</summary>
/// <param name="File">The file's path, or <c>archive.zip!member.fit</c>: text from outside.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Reason">Why nothing came of it; null if something did.</param>
/// <param name="Warnings">Problems that didn't prevent the import.</param>
/// <param name="Activities">The ids of its activities, each once.</param>
internal sealed record ImportedFile(
    string File,
    ImportResult Result,
    string? Reason,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Activities
)
{
    /// <summary>False if a disk error or missing permissions prevented reading: a retry may help.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>Its activities that were not stored before.</summary>
    public IReadOnlyList<ImportedActivity> News { get; init; } = [];
}

/// <summary>An activity that came in with a file.</summary>
/// <param name="Sport">The sport: text from outside.</param>
/// <param name="Date">The local date.</param>
internal sealed record ImportedActivity(string Sport, DateOnly Date);

/// <summary>What became of a file.</summary>
internal enum ImportResult
{
    /// <summary>At least one activity in it is new.</summary>
    Imported,

    /// <summary>The same bytes, or copies of activities that are already stored.</summary>
    Duplicate,

    /// <summary>Readable, but not an activity.</summary>
    Skipped,

    /// <summary>It could not be read, or must not be; the reason says what to do.</summary>
    Quarantined,
}
