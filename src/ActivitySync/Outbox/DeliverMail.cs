using System.Collections.Concurrent;
using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Hands one stored mail over: claims it, tries once, writes down how it ended.</summary>
internal sealed class DeliverMail(Database database, AppSettings settings, TimeProvider clock, IMailTransport transport, ILogger<DeliverMail> log)
{
    /// <summary>When the program is told to stop, a mail on its way gets this long to arrive.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How mails ended that could not be written down: the disk filled up meanwhile. It is known as long as this process lives,
    /// so a mail that arrived does not go out again.
    /// </summary>
    private readonly ConcurrentDictionary<long, (AthleteSettings Athlete, MailRow Row, MailOutcome Outcome)> _unwritten = new();

    /// <summary>Written behind a reason where an earlier try ended without an answer.</summary>
    private const string MayHaveArrived = "an earlier try ended without an answer, so it may have arrived";

    /// <summary>
    /// The caller holds <see cref="SoleSender"/>. Stopping between mails is safe; one on its way is seen through.
    /// </summary>
    /// <returns>How it ended; null if the row was not there to be sent.</returns>
    public async Task<MailOutcome?> DeliverAsync(AthleteSettings athlete, MailRow row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] message;
        using (var store = database.Open())
        {
            var now = clock.GetUtcNow();
            if (Held(store, athlete, row, now) is { } held) return held;
            if (!Mails.Claim(store, row.Id, now)) return null;
            message = Mails.Message(store, row.Id)!;
        }

        var outcome = await SendAsync(message, cancellationToken);
        _unwritten[row.Id] = (athlete, row, outcome);
        WriteDown();
        return outcome;
    }

    /// <summary>Writes down how mails ended where that was not possible before. The caller holds <see cref="SoleSender"/>.</summary>
    public void WriteDown()
    {
        foreach (var (id, (athlete, row, outcome)) in _unwritten)
        {
            using (var store = database.Open())
            {
                // In a database that was put in the place of ours the number is another mail's.
                if (Mails.Find(store, row.AthleteId, row.Kind, row.Period)?.Id == id) Record(store, athlete, row, outcome, clock.GetUtcNow());
            }

            _unwritten.TryRemove(id, out _);
        }
    }

    private async Task<MailOutcome> SendAsync(byte[] message, CancellationToken stopping)
    {
        using var ending = new CancellationTokenSource();
        await using var told = stopping.Register(() => ending.CancelAfter(StopGrace));
        try
        {
            return await transport.SendAsync(message, null, ending.Token);
        }
#pragma warning disable CA1031 // whatever a transport throws, the row must not stay in 'sending': nobody knows how far it came
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            return new MailOutcome(MailResult.Unknown, $"the transport ended with {trouble.GetType().Name}");
        }
    }

    /// <summary>
    /// A guard against any loop, ours or a caller's: a runner gets so many mails a day and no more. Alerts about the runner
    /// have the same limit to themselves, so that they never take a digest's place.
    /// </summary>
    private MailOutcome? Held(System.Data.Common.DbConnection store, AthleteSettings athlete, MailRow row, DateTimeOffset now)
    {
        var today = DigestSlots.DateIn(athlete.TimeZone, now);
        var midnight = LocalTime.InstantOf(today, TimeOnly.MinValue, athlete.TimeZone);
        var tomorrow = LocalTime.InstantOf(today.AddDays(1), TimeOnly.MinValue, athlete.TimeZone);

        // A day more, where the clock was set back; what lies further ahead was a wrong clock.
        var sent = Mails.CountSent(store, row.AthleteId, row.Kind == MailKind.Alert, midnight, tomorrow.AddDays(1));
        if (row.Uncertain == 1 || sent < settings.Mail.DailyLimit) return null;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"Mail:DailyLimit: {athlete.Name} had {settings.Mail.DailyLimit} mails today; this one waits for tomorrow, or raise the limit.");
        Mails.PutBack(store, row.Id, MailState.Rendered, MailState.Rendered, line, tomorrow, uncertain: false, now);
        log.Waits(athlete.Name, row.Period, tomorrow.ToUniversalTime(), line);
        return new MailOutcome(MailResult.Transient, line);
    }

    private void Record(System.Data.Common.DbConnection store, AthleteSettings athlete, MailRow row, MailOutcome outcome, DateTimeOffset now)
    {
        var uncertain = row.Uncertain == 1;
        var line = outcome.Line ?? outcome.Result.ToString();
        switch (outcome.Result)
        {
            case MailResult.Accepted:
                Mails.Sent(store, row.Id, now);
                log.Sent(athlete.Name, row.Period, row.MessageId);
                break;
            case MailResult.Transient or MailResult.ActionNeeded:
                Wait(store, athlete, row, line, uncertain, now);
                break;
            case MailResult.Unknown when !uncertain:
                Wait(store, athlete, row, line, uncertain: true, now);
                break;
            default:
                var state = uncertain ? MailState.Unknown : MailState.Failed;
                var reason = uncertain ? $"{line}; {MayHaveArrived}" : line;
                Mails.End(store, row.Id, MailState.Sending, state, reason, now);
                log.Failed(athlete.Name, row.Period, state, reason);
                break;
        }
    }

    private void Wait(System.Data.Common.DbConnection store, AthleteSettings athlete, MailRow row, string line, bool uncertain, DateTimeOffset now)
    {
        var next = now + RetryDelay.After(row.Attempts + 1, $"{athlete.Email} {row.Kind} {row.Period}");
        Mails.PutBack(store, row.Id, MailState.Sending, MailState.Rendered, line, next, uncertain, now);
        log.Waits(athlete.Name, row.Period, next, line);
    }
}
