namespace ActivitySync.Data;

/// <summary>A row of <c>mails</c>, without the message's bytes.</summary>
/// <param name="Id">The row's number.</param>
/// <param name="AthleteId">The runner's number.</param>
/// <param name="Kind">What it is: <c>digest</c>, or <c>alert</c> for one to the operator.</param>
/// <param name="Period">What it is about; a further copy has its number behind: <c>2026-W47#1</c>; an alert its trouble and day.</param>
/// <param name="State">One of <see cref="MailState"/>.</param>
/// <param name="Reason">Why it is skipped, waits or has failed; null if all is well.</param>
/// <param name="DueAt">The instant of its slot.</param>
/// <param name="MessageId">Null until it is written.</param>
/// <param name="Attempts">Tries of the step it is at: writing while planned, sending after.</param>
/// <param name="Uncertain">1 once a try ended without an answer.</param>
/// <param name="NextTryAt">Not tried before; null is at once.</param>
/// <param name="ChangedAt">When it entered its state; for a sent mail, when it was sent.</param>
/// <param name="ExpiresAt">The last instant at which it is of use; null is the usual time after its slot.</param>
/// <param name="WrittenAt">When its bytes were last written; null if never.</param>
/// <param name="Tells">The period of the mail around a race that this digest tells in its place; null if none.</param>
internal sealed record MailRow(
    long Id,
    long AthleteId,
    string Kind,
    string Period,
    string State,
    string? Reason,
    long DueAt,
    string? MessageId,
    long Attempts,
    long Uncertain,
    long? NextTryAt,
    long ChangedAt,
    long? ExpiresAt,
    long? WrittenAt,
    string? Tells
);

/// <summary>The states of a mail, as the column holds them.</summary>
internal static class MailState
{
    /// <summary>It is due; nothing is written yet.</summary>
    public const string Planned = "planned";

    /// <summary>The bytes are stored; it waits for its next try.</summary>
    public const string Rendered = "rendered";

    /// <summary>One process is handing it over at this moment, or ended while it did.</summary>
    public const string Sending = "sending";

    public const string Sent = "sent";

    /// <summary>It was never sent, for the reason given.</summary>
    public const string Skipped = "skipped";

    /// <summary>It was refused for good, or could not be delivered in time. It did not arrive.</summary>
    public const string Failed = "failed";

    /// <summary>It may have arrived: the answer never came, nor to the one retry.</summary>
    public const string Unknown = "unknown";

    /// <summary>Due, and nothing is decided yet.</summary>
    public static bool IsWaiting(string state) => state is Planned or Rendered or Sending;
}
