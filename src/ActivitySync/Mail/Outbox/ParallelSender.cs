using System.Threading.Channels;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Transport;
using ActivitySync.Sync;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Sends the mails of several athletes at the same time: each athlete's by one worker, each worker with a session of
/// its own. Workers start as they are needed, so that a few mails that are rendered slowly go over one connection.
/// </summary>
/// <param name="maxWorkers">The maximum number of workers.</param>
/// <param name="clock">Measures how long a connection is idle.</param>
/// <param name="sender">Opens the sessions.</param>
/// <param name="sendAsync">Sends what is due for an athlete over a session.</param>
/// <param name="cancellationToken">Cancels between mails.</param>
internal sealed class ParallelSender(
    int maxWorkers,
    TimeProvider clock,
    MailSender sender,
    Func<IMailSession, AthleteTurn, Task> sendAsync,
    CancellationToken cancellationToken
)
{
    /// <summary>
    /// The maximum number of athletes who wait for a worker. There is no gain in more, and another node could send the
    /// mails of those who are left.
    /// </summary>
    public const int MaxWaiting = 20;

    private readonly Channel<AthleteTurn> _athletes = Channel.CreateBounded<AthleteTurn>(MaxWaiting);
    private readonly List<Task<IReadOnlyList<string>>> _workers = [];
    private int _idleWorkers;

    /// <summary>
    /// Adds an athlete whose mails are sent as soon as a worker is free; waits while <see cref="MaxWaiting"/> wait.
    /// After a failure that concerns all athletes, which <see cref="CompleteAsync"/> reports, nobody is added.
    /// </summary>
    /// <param name="turn">The athlete. The lease is released when the mails are sent.</param>
    public async Task AddAsync(AthleteTurn turn)
    {
        try
        {
            await _athletes.Writer.WriteAsync(turn, CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            turn.Lease.Dispose();
            return;
        }

        if (_workers.Count < maxWorkers && Volatile.Read(ref _idleWorkers) < _athletes.Reader.Count)
        {
            _workers.Add(Task.Run(SendAddedAsync, CancellationToken.None));
        }
    }

    /// <summary>Waits until the mails of all added athletes are sent and the connections are closed.</summary>
    /// <returns>A line for each athlete with an unexpected failure.</returns>
    /// <exception cref="DatabaseException">The database failed, which concerns all athletes.</exception>
    public async Task<IReadOnlyList<string>> CompleteAsync()
    {
        _athletes.Writer.TryComplete();
        try
        {
            var failures = await Task.WhenAll(_workers);
            return [.. failures.SelectMany(lines => lines)];
        }
        finally
        {
            while (_athletes.Reader.TryRead(out var left))
            {
                left.Lease.Dispose();
            }
        }
    }

    /// <summary>Waits like <see cref="CompleteAsync"/> after another failure, which is the one to report.</summary>
    public async Task CompleteQuietlyAsync() =>
        await ((Task)CompleteAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<IReadOnlyList<string>> SendAddedAsync()
    {
        try
        {
            var failures = new List<string>();
            await using var session = sender.OpenSession();
            while (await TakeAsync(session) is { } turn)
            {
                try
                {
                    var reason = await AthleteLoop.RunAsync(() => sendAsync(session, turn), cancellationToken);
                    if (reason is not null)
                    {
                        failures.Add($"{turn.Athlete.Name}: {reason}");
                    }
                }
                finally
                {
                    sender.Release(turn.Athlete, turn.Lease);
                }
            }

            return failures;
        }
        finally
        {
            // A worker that failed may have been the last one: nobody may wait for it.
            _athletes.Writer.TryComplete();
        }
    }

    /// <summary>
    /// Waits for the next athlete; closes a connection with nothing to send for <see cref="IMailSession.IdleLimit"/>.
    /// </summary>
    /// <returns>Null if there are no more.</returns>
    private async Task<AthleteTurn?> TakeAsync(IMailSession session)
    {
        if (_athletes.Reader.TryRead(out var next))
        {
            return next;
        }

        Interlocked.Increment(ref _idleWorkers);
        try
        {
            var more = _athletes.Reader.WaitToReadAsync(cancellationToken).AsTask();
            if (session.IsOpen)
            {
                using var stopWaiting = new CancellationTokenSource();
                var idle = Task.Delay(IMailSession.IdleLimit, clock, stopWaiting.Token);
                if (await Task.WhenAny(more, idle) == idle)
                {
                    await session.CloseAsync();
                }

                await stopWaiting.CancelAsync();
            }

            while (await more)
            {
                if (_athletes.Reader.TryRead(out next))
                {
                    return next;
                }

                more = _athletes.Reader.WaitToReadAsync(cancellationToken).AsTask();
            }

            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _idleWorkers);
        }
    }
}

/// <summary>An athlete whose mails this process prepares and sends.</summary>
/// <param name="Athlete">The athlete.</param>
/// <param name="AthleteId">The athlete's id.</param>
/// <param name="Lease">The lease of the athlete's mails.</param>
internal sealed record AthleteTurn(AthleteSettings Athlete, long AthleteId, ILease Lease);
