using System.Threading.Channels;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using ActivitySync.Sync;

namespace ActivitySync.Web;

/// <summary>
/// What a button of the page starts and a request can't wait for: syncs and emails. One after the other, in memory: a
/// restart forgets them, and the schedules do the same work anyway.
/// </summary>
internal sealed partial class PageTasks(
    AthleteRoster roster,
    ISyncService sync,
    RaceCalendarSync calendars,
    TestMailSender testMails,
    DigestSender digests,
    TimeProvider clock,
    ILogger<PageTasks> log
) : BackgroundService
{
    private const int MaxWaiting = 20;
    private const int MaxResults = 10;

    private readonly Channel<PageTask> _waiting = Channel.CreateBounded<PageTask>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private readonly Lock _gate = new();
    private readonly List<PageTask> _open = [];
    private readonly Queue<PageTaskResult> _results = new();

    /// <summary>Starts a task soon. One that waits already is not added again.</summary>
    public void Queue(PageTask task)
    {
        lock (_gate)
        {
            if (_open.Contains(task) || _open.Count >= MaxWaiting)
            {
                return;
            }

            _open.Add(task);
        }

        _waiting.Writer.TryWrite(task);
    }

    /// <summary>The tasks that wait or run, in order.</summary>
    public IReadOnlyList<PageTask> GetOpen()
    {
        lock (_gate)
        {
            return [.. _open];
        }
    }

    /// <summary>The last tasks that ended, newest first.</summary>
    public IReadOnlyList<PageTaskResult> GetResults()
    {
        lock (_gate)
        {
            return [.. _results.Reverse()];
        }
    }

    /// <summary>Does what waits; used by tests, which have no background.</summary>
    public async Task RunWaitingAsync(CancellationToken cancellationToken)
    {
        while (_waiting.Reader.TryRead(out var task))
        {
            await RunAsync(task, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var task in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await RunAsync(task, stoppingToken);
        }
    }

    private async Task RunAsync(PageTask task, CancellationToken cancellationToken)
    {
        string line;
        var isDone = false;
        try
        {
            (isDone, line) = await DoAsync(task, cancellationToken);
        }
#pragma warning disable CA1031 // one task that fails must not end the service
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            line = ErrorText.LineFor(exception);
            LogFailed(EnumText.Format(task.Kind), task.Athlete, line);
        }

        lock (_gate)
        {
            _open.Remove(task);
            _results.Enqueue(new PageTaskResult(task, clock.GetUtcNow(), isDone, line));
            if (_results.Count > MaxResults)
            {
                _results.Dequeue();
            }
        }
    }

    private async Task<(bool IsDone, string Line)> DoAsync(PageTask task, CancellationToken cancellationToken)
    {
        var athlete = roster.Get(task.Athlete);
        switch (task.Kind)
        {
            case PageTaskKind.Sync:
                var reports = task.Source is { } source
                    ? await sync.SyncSourceAsync(athlete, source, SyncDepth.Full, cancellationToken)
                    : await sync.SyncAllAsync(athlete, SyncDepth.Full, cancellationToken);
                if (task.Source is null)
                {
                    await calendars.SyncAsync(athlete, isForced: true, cancellationToken);
                }

                return (
                    reports.All(report => report.Line is null),
                    string.Join(' ', reports.Select(report => report.Line ?? FormatChanges(report)))
                );
            case PageTaskKind.TestMail:
                var outcome = await testMails.SendAsync(athlete, _ => { }, cancellationToken);
                return (outcome.Result == MailResult.Accepted, outcome.Message ?? "");
            case PageTaskKind.Digest:
                var sent = await digests.SendAsync(athlete, week: null, cancellationToken);
                return (sent.Error is null, sent.Message);
            default:
                throw new InvalidOperationException("There is no such task.");
        }
    }

    private static string FormatChanges(SyncReport report) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{report.Source}: {report.Changes.New.Count} new, {report.Changes.Changed.Count} changed, "
                + $"{report.Changes.Deleted.Count} gone."
        );

    [LoggerMessage(
        EventName = "page_task_failed",
        Level = LogLevel.Warning,
        Message = "task={Task} athlete={Athlete} reason={Reason}"
    )]
    private partial void LogFailed(string task, string athlete, string reason);
}

/// <summary>A task that a button started.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Athlete">The name of the athlete it is for.</param>
/// <param name="Source">The source to sync; null for all of them.</param>
internal sealed record PageTask(PageTaskKind Kind, string Athlete, SourceName? Source = null);

/// <summary>What a task does.</summary>
internal enum PageTaskKind
{
    Sync,
    TestMail,
    Digest,
}

/// <summary>A task that ended.</summary>
/// <param name="Task">The task.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="IsDone">It did what it should.</param>
/// <param name="Line">What happened, in one line; may be empty.</param>
internal sealed record PageTaskResult(PageTask Task, DateTimeOffset EndedAt, bool IsDone, string Line);
