using System.Threading.Channels;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;

namespace ActivitySync.Sync;

/// <summary>
/// Imports the files that athletes uploaded, in the background, one file at a time; of several nodes, one imports. An
/// upload that a stop interrupted continues with its next file; a file that ended the program twice is refused.
/// </summary>
internal sealed partial class UploadImporter(
    Database database,
    AthleteRoster roster,
    UploadFolder folder,
    FileImporter importer,
    Leases leases,
    TimeProvider clock,
    ILogger<UploadImporter> log
) : BackgroundService
{
    /// <summary>The max number of an athlete's uploads that wait; they take space on the disk.</summary>
    public const int MaxUnfinished = 5;

    private const int MaxAttempts = 2;

    /// <summary>Of an archive, the max number of files with a row of their own, and of refused ones.</summary>
    private const int MaxMembers = 500;

    private const int MaxNameLength = 200;

    private const string Gone = "it is no longer on this machine; upload it again";
    private const string Empty = "an archive without files";
    private const string EndedTwice =
        "the program ended twice while it was being read (usually for lack of memory); unpack it, and upload the files";

    /// <summary>How long results are shown.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>After an error of the disk or the database.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    /// <summary>Far longer than it takes to receive a file.</summary>
    private static readonly TimeSpan MaxReceiveTime = TimeSpan.FromDays(1);

    /// <summary>How often a node looks for uploads that another node left when it died.</summary>
    private static readonly TimeSpan TakeOverInterval = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Adds files that were received completely; they are imported soon.</summary>
    /// <returns>The id of the upload.</returns>
    public long Add(AthleteSettings athlete, IReadOnlyList<UploadedFile> files)
    {
        long id;
        using (var connection = database.Open())
        {
            id = UploadRepository.Add(
                connection,
                AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
                files,
                clock.GetUtcNow()
            );
        }

        _signals.Writer.TryWrite(true);
        return id;
    }

    /// <summary>Imports all files that wait.</summary>
    /// <exception cref="DatabaseException">The disk or the database failed; a later call continues.</exception>
    public async Task ImportWaitingAsync(CancellationToken cancellationToken)
    {
        // The list is read with the lease: another node may have imported and deleted the files of an earlier one.
        using var lease = await leases.AcquireAsync(LeaseWork.Uploads, subject: 0, cancellationToken);
        IReadOnlyList<Upload> uploads;
        using (var connection = database.Open())
        {
            UploadRepository.DeleteFinished(connection, clock.GetUtcNow() - Retention);
            uploads = UploadRepository.GetUnfinished(connection);
        }

        foreach (var upload in uploads)
        {
            if (roster.Find(upload.Athlete) is { } athlete)
            {
                Import(athlete, upload, cancellationToken);
            }
        }
    }

    /// <summary>Deletes files that no upload needs: those that were not received completely.</summary>
    public void DeleteRemains()
    {
        using var connection = database.Open();
        folder.DeleteExcept(
            UploadRepository.GetStoredNames(connection),
            database.Cluster is null ? null : clock.GetUtcNow() - MaxReceiveTime // other nodes may be receiving files
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the import blocks
        var isFirst = true;
        var isFailing = false;
        while (true)
        {
            try
            {
                if (isFirst)
                {
                    DeleteRemains();
                    isFirst = false;
                }

                await ImportWaitingAsync(stoppingToken);
                isFailing = false;
                await WaitForUploadAsync(stoppingToken);
            }
#pragma warning disable CA1031 // an error must not end the service; the uploads wait for the next try
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                if (!isFailing)
                {
                    LogFailed(ErrorText.LineFor(exception));
                }

                isFailing = true;
                await Task.Delay(RetryDelay, clock, stoppingToken);
            }
        }
    }

    private async Task WaitForUploadAsync(CancellationToken cancellationToken)
    {
        if (database.Cluster is null)
        {
            await _signals.Reader.ReadAsync(cancellationToken);
            return;
        }

        using var interval = new CancellationTokenSource(TakeOverInterval, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interval.Token, cancellationToken);
        try
        {
            await _signals.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody uploaded anything here.
        }
    }

    private void Import(AthleteSettings athlete, Upload upload, CancellationToken cancellationToken)
    {
        IReadOnlyList<UploadFileRow> files;
        using (var connection = database.Open())
        {
            files = UploadRepository.GetFiles(connection, upload.Id);
        }

        foreach (var file in files.Where(file => file.ArchiveId is null && file.Result is null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (result, members) =
                file.Attempts >= MaxAttempts
                    ? (Refuse(file, EndedTwice), [])
                    : ReadFile(athlete, file, cancellationToken);
            using (var connection = database.Open())
            {
                UploadRepository.SaveResult(connection, upload, result, members);
            }

            folder.Delete(file.StoredName);
        }

        using (var connection = database.Open())
        {
            UploadRepository.Finish(connection, upload.Id, clock.GetUtcNow());
            files = UploadRepository.GetFiles(connection, upload.Id);
        }

        var whole = files.Where(file => file.ArchiveId is null).ToList();
        var (imported, duplicates) = (whole.Sum(file => file.Imported), whole.Sum(file => file.Duplicates));
        var refused = whole.Sum(file => file.Refused);
        LogImported(athlete.Name, imported, duplicates, refused);
    }

    private (UploadFileRow Result, IReadOnlyList<UploadFileRow> Members) ReadFile(
        AthleteSettings athlete,
        UploadFileRow file,
        CancellationToken cancellationToken
    )
    {
        var path = folder.GetPath(file.StoredName);
        if (!File.Exists(path))
        {
            return (Refuse(file, Gone), []);
        }

        using (var connection = database.Open())
        {
            UploadRepository.BeginAttempt(connection, file.Id);
        }

        var rows = new UploadRows(file, MaxMembers, MaxNameLength);
        try
        {
            importer.Import(
                athlete,
                [path],
                sport: null,
                dryRun: false,
                rows.Add,
                _ => { },
                cancellationToken,
                shownName: file.Name
            );
        }
        catch
        {
            // Only the end of the program counts as an attempt.
            using var connection = database.Open();
            UploadRepository.CancelAttempt(connection, file.Id);
            throw;
        }

        return rows.IsEmpty
            ? (file with { Result = ImportResult.Skipped.ToColumn(), Reason = Empty, Skipped = 1 }, [])
            : (rows.GetSum(), rows.Members);
    }

    private static UploadFileRow Refuse(UploadFileRow file, string reason) =>
        file with
        {
            Result = ImportResult.Quarantined.ToColumn(),
            Reason = reason,
            Refused = 1,
        };

    [LoggerMessage(
        EventName = "upload_imported",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} imported={Imported} duplicates={Duplicates} refused={Refused}"
    )]
    private partial void LogImported(string athlete, long imported, long duplicates, long refused);

    [LoggerMessage(EventName = "upload_postponed", Level = LogLevel.Error, Message = "reason={Reason}")]
    private partial void LogFailed(string reason);
}

/// <summary>Collects the results of one uploaded file: its own, or those of the files in it.</summary>
internal sealed class UploadRows(UploadFileRow file, int maxMembers, int maxNameLength)
{
    private readonly List<UploadFileRow> _members = [];
    private readonly Dictionary<ImportResult, long> _counts = [];
    private string? _reason;

    public bool IsEmpty => _counts.Count == 0;

    /// <summary>The rows of files in an archive; of a large one only the first, and those that were refused.</summary>
    public IReadOnlyList<UploadFileRow> Members => _members;

    public void Add(ImportedFile row)
    {
        _counts[row.Result] = Count(row.Result) + 1;
        if (row.File == file.Name)
        {
            _reason = row.Reason;
        }
        else if (_members.Count < (row.Result == ImportResult.Quarantined ? 2 * maxMembers : maxMembers))
        {
            var name = row.File.StartsWith(file.Name, StringComparison.Ordinal)
                ? row.File[file.Name.Length..]
                : row.File;
            _members.Add(
                SetCounts(
                    file with
                    {
                        Name = SingleLineText.From(name.TrimStart('!'), maxNameLength),
                        Result = row.Result.ToColumn(),
                        Reason = row.Reason,
                    },
                    result => result == row.Result ? 1 : 0
                )
            );
        }
    }

    /// <summary>The row of the uploaded file: what its best part became.</summary>
    public UploadFileRow GetSum() =>
        SetCounts(file with { Result = _counts.Keys.Min().ToColumn(), Reason = _reason }, Count);

    private long Count(ImportResult result) => _counts.GetValueOrDefault(result);

    private static UploadFileRow SetCounts(UploadFileRow row, Func<ImportResult, long> count) =>
        row with
        {
            Imported = count(ImportResult.Imported),
            Duplicates = count(ImportResult.Duplicate),
            Skipped = count(ImportResult.Skipped),
            Refused = count(ImportResult.Quarantined),
        };
}
