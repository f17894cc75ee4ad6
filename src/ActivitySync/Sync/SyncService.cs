using System.Collections.Concurrent;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>Reads an athlete's sources, reconciles what they list with the database, and records how it went.</summary>
internal sealed partial class SyncService(
    IEnumerable<IActivitySource> sources,
    RecordingReconciler reconciler,
    SourceCalendarReconciler calendars,
    RecordingExpiration expiration,
    SourceDataEraser eraser,
    Database database,
    TimeProvider clock,
    Leases leases,
    ILogger<SyncService> log
) : ISyncService
{
    /// <summary>Most uploads and edits come within two weeks; the daily full sync finds the rest.</summary>
    private const int ShortWindowDays = 14;

    /// <summary>The window covers complete local days in every time zone.</summary>
    private const int MarginDays = 1;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);

    /// <summary>Unknown sports that were logged, so that a new one of a source is reported once.</summary>
    private readonly ConcurrentDictionary<(SourceName Source, string Sport), bool> _unknownSports = new();

    /// <summary>
    /// Syncs every source enabled for an athlete. On all nodes together an athlete has one sync at a time.
    /// </summary>
    /// <returns>A report for each source, in the order of <see cref="SourceDescriptors.All"/>.</returns>
    public Task<IReadOnlyList<SyncReport>> SyncAllAsync(
        AthleteSettings athlete,
        SyncDepth depth,
        CancellationToken cancellationToken
    ) => SyncEachAsync(athlete, sources, depth, cancellationToken);

    /// <summary>Syncs one source of an athlete.</summary>
    /// <returns>One report; none if the source isn't enabled for the athlete.</returns>
    public Task<IReadOnlyList<SyncReport>> SyncSourceAsync(
        AthleteSettings athlete,
        SourceName source,
        SyncDepth depth,
        CancellationToken cancellationToken
    ) => SyncEachAsync(athlete, sources.Where(known => known.Name == source), depth, cancellationToken);

    /// <summary>
    /// Syncs one source of an athlete, as <see cref="SyncSourceAsync"/> does, unless another node is syncing the
    /// athlete or has done so since a round began on all of them.
    /// </summary>
    public Task<IReadOnlyList<SyncReport>> SyncInRoundAsync(
        AthleteSettings athlete,
        SourceName source,
        SyncDepth depth,
        DateTimeOffset roundStartedAt,
        CancellationToken cancellationToken
    ) =>
        SyncEachAsync(
            athlete,
            sources.Where(known => known.Name == source),
            depth,
            cancellationToken,
            new SyncRound(database.Cluster is null ? null : roundStartedAt, MaxWait: TimeSpan.Zero)
        );

    public Task<IReadOnlyList<SyncReport>> SyncAllIfFreeAsync(
        AthleteSettings athlete,
        SyncDepth depth,
        TimeSpan maxWait,
        CancellationToken cancellationToken
    ) => SyncEachAsync(athlete, sources, depth, cancellationToken, new SyncRound(StartedAt: null, maxWait));

    private async Task<IReadOnlyList<SyncReport>> SyncEachAsync(
        AthleteSettings athlete,
        IEnumerable<IActivitySource> selected,
        SyncDepth depth,
        CancellationToken cancellationToken,
        SyncRound? round = null
    )
    {
        var athleteLock = _locks.GetOrAdd(athlete.Name, _ => new SemaphoreSlim(1));
        await athleteLock.WaitAsync(cancellationToken);
        try
        {
            var athleteId = GetOrAddAthleteId(athlete);
            var maxWait = round?.MaxWait ?? TimeSpan.MaxValue;
            using var lease = await leases.TryAcquireAsync(LeaseWork.Sync, athleteId, maxWait, cancellationToken);
            if (lease is null)
            {
                return []; // another node is syncing the athlete
            }

            expiration.Expire(athleteId);
            var enabled = selected.Where(source => source.IsEnabledFor(athlete)).ToDictionary(source => source.Name);
            var reports = new List<SyncReport>();
            foreach (var name in SourceDescriptors.Sort(enabled.Keys))
            {
                var attempt = StartAttempt(athlete, athleteId, enabled[name], depth, lease);
                if (attempt.WasTriedSince(round?.StartedAt))
                {
                    continue; // another node was faster
                }

                reports.Add(await SyncAsync(attempt, cancellationToken));
            }

            return reports;
        }
        finally
        {
            athleteLock.Release();
        }
    }

    private SyncAttempt StartAttempt(
        AthleteSettings athlete,
        long athleteId,
        IActivitySource source,
        SyncDepth depth,
        ILease lease
    ) => new(athlete, athleteId, source, depth, clock.GetUtcNow(), FindState(athleteId, source.Name), lease);

    private async Task<SyncReport> SyncAsync(SyncAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt is { Depth: SyncDepth.Short, IsRateLimited: true })
        {
            return CreateSkippedReport(attempt);
        }

        try
        {
            var result = await ReadAsync(attempt, cancellationToken);
            LogUnknownSports(attempt.SourceName, result);
            if (!attempt.Lease.IsOwned())
            {
                throw new LeaseLostException();
            }

            var changes =
                result.Outcome == SourceOutcome.Complete
                    ? reconciler.Reconcile(
                        attempt.AthleteId,
                        attempt.SourceName,
                        attempt.From,
                        result,
                        attempt.Depth,
                        attempt.Lease
                    )
                    : SyncChanges.None;
            if (result.Calendar is { } calendar && changes.SuspectDeletions == 0)
            {
                calendars.Reconcile(attempt.AthleteId, attempt.SourceName, calendar, attempt.Lease);
            }

            return changes.SuspectDeletions > 0 && attempt.Depth == SyncDepth.Short
                ? await SyncFullWindowAsync(attempt, result, changes, cancellationToken)
                : Complete(attempt, result, changes);
        }
        catch (LeaseLostException exception)
        {
            // The state is that of the other node.
            return new()
            {
                Athlete = attempt.Athlete.Name,
                Source = attempt.SourceName,
                Outcome = SourceOutcome.Away,
                Line = $"{attempt.Athlete.Name}, {attempt.SourceName}: {exception.Message}",
            };
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DatabaseException))
        {
            // Saved like any other failed attempt, or the source would be read again every minute.
            SaveState(attempt, new() { Outcome = SourceOutcome.Away, Message = ErrorText.LineFor(exception) });
            throw;
        }
    }

    /// <summary>
    /// Reads the window. An expected error, such as a lost key, becomes an outcome, so that the next source is still
    /// synced.
    /// </summary>
    private static async Task<SourceReadResult> ReadAsync(SyncAttempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await attempt.Source.ReadAsync(attempt.Athlete, attempt.From, cancellationToken);
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

    /// <summary>
    /// Repeats a short sync over the full window. Two weeks may have a single activity, so only the full window shows
    /// whether missing activities were deleted or the list is incomplete.
    /// </summary>
    private async Task<SyncReport> SyncFullWindowAsync(
        SyncAttempt attempt,
        SourceReadResult result,
        SyncChanges changes,
        CancellationToken cancellationToken
    )
    {
        LogResult(attempt, result, changes);
        var (athlete, athleteId) = (attempt.Athlete, attempt.AthleteId);
        var fullAttempt = StartAttempt(athlete, athleteId, attempt.Source, SyncDepth.Full, attempt.Lease);
        var full = await SyncAsync(fullAttempt, cancellationToken);
        return full with { Changes = changes.Combine(full.Changes), Requests = result.RequestCount + full.Requests };
    }

    /// <summary>Erases the source's data if access was revoked, saves the outcome and reports it.</summary>
    private SyncReport Complete(SyncAttempt attempt, SourceReadResult result, SyncChanges changes)
    {
        if (changes.SuspectDeletions > 0)
        {
            result = result with
            {
                Outcome = SourceOutcome.Away,
                Message = FormatSuspectDeletions(attempt, changes.SuspectDeletions),
            };
        }

        if (result.IsAccessRevoked)
        {
            var deleted = eraser.Erase(attempt.AthleteId, attempt.SourceName);
            LogAccessRevoked(attempt.Athlete.Name, attempt.SourceName.ToColumn(), deleted);
        }

        var state = SaveState(attempt, result);
        LogResult(attempt, result, changes);
        return new()
        {
            Athlete = attempt.Athlete.Name,
            Source = attempt.SourceName,
            Outcome = result.Outcome,
            Changes = changes,
            Requests = result.RequestCount,
            Until = state.SucceededAt.ToInstant(),
            Line = result.Message,
        };
    }

    private SyncStateRow SaveState(SyncAttempt attempt, SourceReadResult result)
    {
        var isComplete = result.Outcome == SourceOutcome.Complete;
        var (startedAt, last) = (attempt.StartedAt.ToColumn(), attempt.Last);

        // A rate limit that was known before any request doesn't count as an attempt.
        var wasRequested = result.RequestCount > 0 || result.Outcome != SourceOutcome.LimitReached;
        var row = new SyncStateRow(
            attempt.AthleteId,
            attempt.SourceName.ToColumn(),
            wasRequested || last is null ? startedAt : last.TriedAt,
            result.Outcome.ToColumn(),
            result.Message,
            isComplete ? startedAt : last?.SucceededAt,
            isComplete && attempt.Depth == SyncDepth.Full ? startedAt : last?.FullAt,
            result.RetryAt?.ToColumn(),
            isComplete ? 0 : (last?.Failures ?? 0) + 1
        );
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        attempt.Lease.ThrowIfLost(connection, transaction);
        SyncStateRepository.Save(connection, row, transaction);
        if (isComplete)
        {
            SyncHintRepository.DeleteAnswered(
                connection,
                attempt.AthleteId,
                attempt.SourceName.ToColumn(),
                leases.ToDatabaseTime(attempt.StartedAt),
                leases.ToDatabaseTime(clock.GetUtcNow()),
                transaction
            );
        }

        transaction.Commit();
        return row;
    }

    private static SyncReport CreateSkippedReport(SyncAttempt attempt) =>
        new()
        {
            Athlete = attempt.Athlete.Name,
            Source = attempt.SourceName,
            Outcome = attempt.Last!.Outcome.ToEnum<SourceOutcome>(),
            Until = attempt.Last.SucceededAt.ToInstant(),
            Line = attempt.Last.Line,
        };

    private static string FormatSuspectDeletions(SyncAttempt attempt, int count)
    {
        var (source, athlete) = (attempt.SourceName, attempt.Athlete.Name);
        var missing = count == 1 ? "1 activity is" : $"{count} activities are";
        return $"{source}: {missing} missing from the list of {athlete}, too many at once to be deleted here. "
            + $"Check the list at {source}. If they are really deleted there, run "
            + $"'activitysync disconnect {source.Text} --athlete {athlete}' and connect again.";
    }

    private void LogUnknownSports(SourceName source, SourceReadResult result)
    {
        foreach (var sport in result.Recordings.Select(recording => recording.Activity.Sport).Distinct())
        {
            if (!SportNames.IsKnown(sport) && _unknownSports.TryAdd((source, sport), true))
            {
                LogUnknownSport(source.ToColumn(), sport);
            }
        }
    }

    private void LogResult(SyncAttempt attempt, SourceReadResult result, SyncChanges changes)
    {
        var (athlete, source, outcome) = (
            attempt.Athlete.Name,
            attempt.SourceName.ToColumn(),
            result.Outcome.ToColumn()
        );
        if (changes.HasAny)
        {
            LogChanged(athlete, source, changes.New.Count, changes.Changed.Count, changes.Deleted.Count);
        }

        if (result.Outcome != SourceOutcome.Complete && attempt.Last?.Outcome != outcome)
        {
            LogIncomplete(athlete, source, outcome);
        }
    }

    private long GetOrAddAthleteId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
    }

    private SyncStateRow? FindState(long athleteId, SourceName source)
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
        EventName = "sport_unknown",
        Level = LogLevel.Warning,
        Message = "source={Source} sport={Sport}; it counts as other, run 'activitysync label' for one that was a run"
    )]
    private partial void LogUnknownSport(string source, string sport);

    [LoggerMessage(
        EventName = "access_withdrawn",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} source={Source} deleted={Deleted}; the athlete revoked the access at the source"
    )]
    private partial void LogAccessRevoked(string athlete, string source, int deleted);

    [LoggerMessage(
        EventName = "sync_incomplete",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} source={Source} outcome={Outcome}; run 'activitysync status' for what to do"
    )]
    private partial void LogIncomplete(string athlete, string source, string outcome);

    /// <summary>A sync that leaves the athlete to another node that is syncing or has synced.</summary>
    /// <param name="StartedAt">Sources that were tried since then are left out; null: none.</param>
    /// <param name="MaxWait">How long it waits for another node that is syncing the athlete.</param>
    private sealed record SyncRound(DateTimeOffset? StartedAt, TimeSpan MaxWait);

    /// <summary>
    /// One sync of one source of one athlete. <see cref="Last"/> is the state before it; null at the first sync.
    /// </summary>
    private sealed record SyncAttempt(
        AthleteSettings Athlete,
        long AthleteId,
        IActivitySource Source,
        SyncDepth Depth,
        DateTimeOffset StartedAt,
        SyncStateRow? Last,
        ILease Lease
    )
    {
        public SourceName SourceName => Source.Name;

        /// <summary>Whether the last attempt was after a time; never one by a clock that was ahead.</summary>
        public bool WasTriedSince(DateTimeOffset? time) =>
            PlausibleInstant.FilterPast(Last?.TriedAt.ToInstant(), StartedAt) >= time;

        /// <summary>The start of the window.</summary>
        public DateTimeOffset From =>
            StartedAt - TimeSpan.FromDays(Depth == SyncDepth.Short ? ShortWindowDays : Source.HistoryDays + MarginDays);

        /// <summary>Whether the source demanded that no request is made yet.</summary>
        public bool IsRateLimited => PlausibleInstant.FilterWait(Last?.RetryAt.ToInstant(), StartedAt) > StartedAt;
    }
}
