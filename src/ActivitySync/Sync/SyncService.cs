using System.Collections.Concurrent;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>One sync of every source that a runner's settings ask for.</summary>
internal sealed partial class SyncService(
    IEnumerable<IActivitySource> sources,
    RecordingReconciler reconciler,
    RecordingExpiration expiration,
    SourceDataEraser eraser,
    Database database,
    AppSettings settings,
    TimeProvider clock,
    ILogger<SyncService> log
) : ISyncService
{
    /// <summary>Uploads and edits mostly come within two weeks; the daily full sync finds the rest.</summary>
    private const int ShortWindowDays = 14;

    /// <summary>Days of history are whole local days, wherever on Earth.</summary>
    private const int MarginDays = 1;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);

    /// <summary>One report a source, in the order of <see cref="SourceName"/>; one sync of one runner at a time in this process.</summary>
    public Task<IReadOnlyList<SyncReport>> SyncAllAsync(
        AthleteSettings athlete,
        SyncDepth depth,
        CancellationToken cancellationToken
    ) => SyncMatchingAsync(athlete, _ => true, depth, cancellationToken);

    /// <summary>The same of one source alone; no report if the runner's settings do not ask for it.</summary>
    public Task<IReadOnlyList<SyncReport>> SyncSourceAsync(
        AthleteSettings athlete,
        SourceName source,
        SyncDepth depth,
        CancellationToken cancellationToken
    ) => SyncMatchingAsync(athlete, other => other == source, depth, cancellationToken);

    private async Task<IReadOnlyList<SyncReport>> SyncMatchingAsync(
        AthleteSettings athlete,
        Func<SourceName, bool> isSelected,
        SyncDepth depth,
        CancellationToken cancellationToken
    )
    {
        var turn = _locks.GetOrAdd(athlete.Name, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            var athleteId = GetOrAddAthleteId(athlete);
            expiration.Expire(athleteId);
            var reports = new List<SyncReport>();
            foreach (
                var source in sources
                    .Where(source => isSelected(source.Name) && source.IsEnabledFor(athlete))
                    .OrderBy(source => source.Name)
            )
            {
                reports.Add(await SyncUnlessWaitingAsync(athlete, athleteId, source, depth, cancellationToken));
            }

            return reports;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<SyncReport> SyncUnlessWaitingAsync(
        AthleteSettings athlete,
        long athleteId,
        IActivitySource source,
        SyncDepth depth,
        CancellationToken cancellationToken
    )
    {
        var last = FindLastSync(athleteId, source.Name);
        var asked = clock.GetUtcNow();
        if (depth == SyncDepth.Short && PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), asked) > asked)
        {
            return CreateSkippedReport(athlete, source.Name, last!);
        }

        try
        {
            return await ReadAndReconcileAsync(athlete, athleteId, source, depth, asked, last, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DatabaseException))
        {
            // A try like any other, or the source would be asked again at each wake.
            Record(
                athleteId,
                source.Name,
                depth,
                asked,
                new() { Outcome = SourceOutcome.Away, Message = ErrorText.LineFor(exception) },
                last
            );
            throw;
        }
    }

    private async Task<SyncReport> ReadAndReconcileAsync(
        AthleteSettings athlete,
        long athleteId,
        IActivitySource source,
        SyncDepth depth,
        DateTimeOffset startedAt,
        SyncStateRow? last,
        CancellationToken cancellationToken
    )
    {
        var from = startedAt - TimeSpan.FromDays(GetWindowDays(source.Name, depth));
        var reading = await ReadAsync(source, athlete, from, cancellationToken);
        var changes =
            reading.Outcome == SourceOutcome.Complete
                ? reconciler.Reconcile(athleteId, source.Name, from, reading)
                : SyncChanges.None;
        if (changes.SuspectDeletions > 0 && depth == SyncDepth.Short)
        {
            // Two weeks may hold a single run: only the whole window tells a tidy-up from a fault.
            LogResult(athlete, source.Name, changes, reading.Outcome, last);
            var full = await SyncUnlessWaitingAsync(athlete, athleteId, source, SyncDepth.Full, cancellationToken);
            return full with
            {
                Changes = changes.Combine(full.Changes),
                Requests = reading.RequestCount + full.Requests,
            };
        }

        if (changes.SuspectDeletions > 0)
        {
            reading = reading with
            {
                Outcome = SourceOutcome.Away,
                Message = FormatSuspectDeletions(source.Name, athlete, changes.SuspectDeletions),
            };
        }

        if (reading.IsAccessRevoked)
        {
            LogWithdrawn(athlete.Name, source.Name.ToColumn(), eraser.Erase(athleteId, source.Name));
        }

        var row = Record(athleteId, source.Name, depth, startedAt, reading, last);
        LogResult(athlete, source.Name, changes, reading.Outcome, last);
        return new()
        {
            Athlete = athlete.Name,
            Source = source.Name,
            Outcome = reading.Outcome,
            Changes = changes,
            Requests = reading.RequestCount,
            Until = row.SucceededAt.ToInstant(),
            Line = reading.Message,
        };
    }

    /// <summary>Trouble with a line, such as a lost key, is an outcome here: it must not keep the next source from its turn.</summary>
    private static async Task<SourceReadResult> ReadAsync(
        IActivitySource source,
        AthleteSettings athlete,
        DateTimeOffset from,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await source.ReadAsync(athlete, from, cancellationToken);
        }
        catch (OperationException exception) when (exception.Kind != ErrorKind.Failed)
        {
            var outcome = exception.Kind switch
            {
                ErrorKind.InvalidInput => SourceOutcome.Misconfigured,
                ErrorKind.ActionRequired => SourceOutcome.ActionNeeded,
                _ => SourceOutcome.Away,
            };
            return new() { Outcome = outcome, Message = exception.Message };
        }
    }

    private SyncStateRow Record(
        long athleteId,
        SourceName source,
        SyncDepth depth,
        DateTimeOffset startedAt,
        SourceReadResult reading,
        SyncStateRow? last
    )
    {
        var complete = reading.Outcome == SourceOutcome.Complete;
        var wasAsked = reading.RequestCount > 0 || reading.Outcome != SourceOutcome.LimitReached; // a closed limit takes no turn
        var row = new SyncStateRow(
            athleteId,
            source.ToColumn(),
            wasAsked || last is null ? startedAt.ToColumn() : last.TriedAt,
            reading.Outcome.ToColumn(),
            reading.Message,
            complete ? startedAt.ToColumn() : last?.SucceededAt,
            complete && depth == SyncDepth.Full ? startedAt.ToColumn() : last?.FullAt,
            reading.RetryAt?.ToColumn(),
            complete ? 0 : (last?.Failures ?? 0) + 1
        );
        using var connection = database.Open();
        SyncStateRepository.Save(connection, row);
        if (complete)
        {
            SyncHintRepository.DeleteAnswered(connection, athleteId, source.ToColumn(), startedAt, clock.GetUtcNow());
        }

        return row;
    }

    private static SyncReport CreateSkippedReport(AthleteSettings athlete, SourceName source, SyncStateRow last) =>
        new()
        {
            Athlete = athlete.Name,
            Source = source,
            Outcome = last.Outcome.ToEnum<SourceOutcome>(),
            Until = last.SucceededAt.ToInstant(),
            Line = last.Line,
        };

    private static string FormatSuspectDeletions(SourceName source, AthleteSettings athlete, int count) =>
        $"{source}: {(count == 1 ? "one activity is" : $"{count} activities are")} missing from {athlete.Name}'s list at once, more than is "
        + "believed of a sound list, so nothing was deleted; look there, and if they are really gone, run "
        + $"'activitysync disconnect {source.ToColumn()} --athlete {athlete.Name}' and connect it again.";

    private void LogResult(
        AthleteSettings athlete,
        SourceName source,
        SyncChanges changes,
        SourceOutcome outcome,
        SyncStateRow? last
    )
    {
        var (name, ending) = (source.ToColumn(), outcome.ToColumn());
        if (changes.HasAny)
        {
            LogChanged(athlete.Name, name, changes.New.Count, changes.Changed.Count, changes.Deleted.Count);
        }

        if (outcome != SourceOutcome.Complete && last?.Outcome != ending)
        {
            LogNotComplete(athlete.Name, name, ending);
        }
    }

    private int GetWindowDays(SourceName source, SyncDepth depth) =>
        (depth, source) switch
        {
            (SyncDepth.Short, _) => ShortWindowDays,
            (_, SourceName.Garmin) => settings.Garmin.HistoryDays + MarginDays,
            _ => settings.Strava.HistoryDays + MarginDays,
        };

    private long GetOrAddAthleteId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
    }

    private SyncStateRow? FindLastSync(long athleteId, SourceName source)
    {
        using var connection = database.Open();
        return SyncStateRepository.Find(connection, athleteId, source.ToColumn());
    }

    [LoggerMessage(
        EventName = "sync_changed",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} source={Source} new={New} changed={Changed} gone={Gone}"
    )]
    private partial void LogChanged(string athlete, string source, int @new, int changed, int gone);

    [LoggerMessage(
        EventName = "access_withdrawn",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} source={Source} deleted={Deleted}; the runner withdrew the access at the service"
    )]
    private partial void LogWithdrawn(string athlete, string source, int deleted);

    [LoggerMessage(
        EventName = "sync_incomplete",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} source={Source} outcome={Outcome}; 'activitysync status' says what to do"
    )]
    private partial void LogNotComplete(string athlete, string source, string outcome);
}
