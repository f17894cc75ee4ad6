using System.Collections.Concurrent;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>One sync of every source that a runner's settings ask for.</summary>
internal sealed partial class SyncAthlete(
    IEnumerable<IActivitySource> sources,
    KeepRecordings keep,
    ExpireRecordings expire,
    ForgetSource forget,
    Database database,
    AppSettings settings,
    TimeProvider clock,
    ILogger<SyncAthlete> log)
{
    /// <summary>Uploads and edits mostly come within two weeks; the daily full sync finds the rest.</summary>
    private const int ShortDays = 14;

    /// <summary>Days of history are whole local days, wherever on Earth.</summary>
    private const int EdgeDays = 1;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>One report a source, in the order of <see cref="SourceName"/>; one sync of one runner at a time in this process.</summary>
    public Task<IReadOnlyList<SyncReport>> SyncAsync(AthleteSettings athlete, SyncDepth depth, CancellationToken cancellationToken) =>
        SyncAsync(athlete, _ => true, depth, cancellationToken);

    /// <summary>The same of one source alone; no report if the runner's settings do not ask for it.</summary>
    public Task<IReadOnlyList<SyncReport>> SyncAsync(AthleteSettings athlete, SourceName only, SyncDepth depth, CancellationToken cancellationToken) =>
        SyncAsync(athlete, source => source == only, depth, cancellationToken);

    private async Task<IReadOnlyList<SyncReport>> SyncAsync(
        AthleteSettings athlete, Func<SourceName, bool> isMeant, SyncDepth depth, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(athlete.Name, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            var athleteId = IdOf(athlete);
            expire.Expire(athleteId);
            var reports = new List<SyncReport>();
            foreach (var source in sources.Where(source => isMeant(source.Name) && source.Serves(athlete)).OrderBy(source => source.Name))
            {
                reports.Add(await SyncAsync(athlete, athleteId, source, depth, cancellationToken));
            }

            return reports;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<SyncReport> SyncAsync(
        AthleteSettings athlete, long athleteId, IActivitySource source, SyncDepth depth, CancellationToken cancellationToken)
    {
        var last = LastOf(athleteId, source.Name);
        var asked = clock.GetUtcNow();
        if (depth == SyncDepth.Short && Believable.Wait(last?.RetryAt.ToInstant(), asked) > asked) return NotAsked(athlete, source.Name, last!);
        try
        {
            return await SyncAsync(athlete, athleteId, source, depth, asked, last, cancellationToken);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException && database.LineOf(trouble) is null)
        {
            // A try like any other, or the source would be asked again at each wake.
            Record(athleteId, source.Name, depth, asked, new() { Outcome = SourceOutcome.Away, Line = UnexpectedTrouble.LineOf(trouble) }, last);
            throw;
        }
    }

    private async Task<SyncReport> SyncAsync(
        AthleteSettings athlete, long athleteId, IActivitySource source, SyncDepth depth, DateTimeOffset asked, SyncRow? last, CancellationToken cancellationToken)
    {
        var from = asked - TimeSpan.FromDays(Days(source.Name, depth));
        var reading = await ReadAsync(source, athlete, from, cancellationToken);
        var changes = reading.Outcome == SourceOutcome.Complete
            ? keep.Reconcile(athleteId, source.Name, from, reading)
            : IntakeChanges.None;
        if (changes.Doubted > 0 && depth == SyncDepth.Short)
        {
            // Two weeks may hold a single run: only the whole window tells a tidy-up from a fault.
            Tell(athlete, source.Name, changes, reading.Outcome, last);
            var full = await SyncAsync(athlete, athleteId, source, SyncDepth.Full, cancellationToken);
            return full with { Changes = changes.Then(full.Changes), Requests = reading.Requests + full.Requests };
        }

        if (changes.Doubted > 0)
        {
            reading = reading with { Outcome = SourceOutcome.Away, Line = DoubtLine(source.Name, athlete, changes.Doubted) };
        }

        if (reading.IsWithdrawn) LogWithdrawn(athlete.Name, source.Name.ToColumn(), forget.Forget(athleteId, source.Name));
        var row = Record(athleteId, source.Name, depth, asked, reading, last);
        Tell(athlete, source.Name, changes, reading.Outcome, last);
        return new()
        {
            Athlete = athlete.Name,
            Source = source.Name,
            Outcome = reading.Outcome,
            Changes = changes,
            Requests = reading.Requests,
            Until = row.SucceededAt.ToInstant(),
            Line = reading.Line,
        };
    }

    /// <summary>Trouble with a line, such as a lost key, is an outcome here: it must not keep the next source from its turn.</summary>
    private static async Task<SourceReading> ReadAsync(
        IActivitySource source, AthleteSettings athlete, DateTimeOffset from, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(athlete, from, cancellationToken);
        }
        catch (CannotProceedException trouble) when (trouble.ExitCode != ExitCode.Failed)
        {
            var outcome = trouble.ExitCode switch
            {
                ExitCode.WrongInput => SourceOutcome.Misconfigured,
                ExitCode.ActionNeeded => SourceOutcome.ActionNeeded,
                _ => SourceOutcome.Away,
            };
            return new() { Outcome = outcome, Line = trouble.Message };
        }
    }

    private SyncRow Record(
        long athleteId, SourceName source, SyncDepth depth, DateTimeOffset asked, SourceReading reading, SyncRow? last)
    {
        var complete = reading.Outcome == SourceOutcome.Complete;
        var wasAsked = reading.Requests > 0 || reading.Outcome != SourceOutcome.LimitReached; // a closed limit takes no turn
        var row = new SyncRow(
            athleteId,
            source.ToColumn(),
            wasAsked || last is null ? asked.ToColumn() : last.TriedAt,
            reading.Outcome.ToColumn(),
            reading.Line,
            complete ? asked.ToColumn() : last?.SucceededAt,
            complete && depth == SyncDepth.Full ? asked.ToColumn() : last?.FullAt,
            reading.RetryAt?.ToColumn(),
            complete ? 0 : (last?.Failures ?? 0) + 1);
        using var store = database.Open();
        Syncs.Save(store, row);
        if (complete) SyncHints.Answered(store, athleteId, source.ToColumn(), asked, clock.GetUtcNow());
        return row;
    }

    private static SyncReport NotAsked(AthleteSettings athlete, SourceName source, SyncRow last) => new()
    {
        Athlete = athlete.Name,
        Source = source,
        Outcome = last.Outcome.ToEnum<SourceOutcome>(),
        Until = last.SucceededAt.ToInstant(),
        Line = last.Line,
    };

    private static string DoubtLine(SourceName source, AthleteSettings athlete, int doubted) =>
        $"{source}: {(doubted == 1 ? "one activity is" : $"{doubted} activities are")} missing from {athlete.Name}'s list at once, more than is "
        + "believed of a sound list, so nothing was deleted; look there, and if they are really gone, run "
        + $"'activitysync disconnect {source.ToColumn()} --athlete {athlete.Name}' and connect it again.";

    private void Tell(AthleteSettings athlete, SourceName source, IntakeChanges changes, SourceOutcome outcome, SyncRow? last)
    {
        var (name, ending) = (source.ToColumn(), outcome.ToColumn());
        if (changes.Any) LogChanged(athlete.Name, name, changes.New.Count, changes.Changed.Count, changes.Gone.Count);
        if (outcome != SourceOutcome.Complete && last?.Outcome != ending) LogNotComplete(athlete.Name, name, ending);
    }

    private int Days(SourceName source, SyncDepth depth) => (depth, source) switch
    {
        (SyncDepth.Short, _) => ShortDays,
        (_, SourceName.Garmin) => settings.Garmin.HistoryDays + EdgeDays,
        _ => settings.Strava.HistoryDays + EdgeDays,
    };

    private long IdOf(AthleteSettings athlete)
    {
        using var store = database.Open();
        return Athletes.IdOf(store, athlete.Name, clock);
    }

    private SyncRow? LastOf(long athleteId, SourceName source)
    {
        using var store = database.Open();
        return Syncs.Find(store, athleteId, source.ToColumn());
    }

    [LoggerMessage(
        EventName = "sync_changed",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} source={Source} new={New} changed={Changed} gone={Gone}")]
    private partial void LogChanged(string athlete, string source, int @new, int changed, int gone);

    [LoggerMessage(
        EventName = "access_withdrawn",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} source={Source} deleted={Deleted}; the runner withdrew the access at the service")]
    private partial void LogWithdrawn(string athlete, string source, int deleted);

    [LoggerMessage(
        EventName = "sync_incomplete",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} source={Source} outcome={Outcome}; 'activitysync status' says what to do")]
    private partial void LogNotComplete(string athlete, string source, string outcome);
}
