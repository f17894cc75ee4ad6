namespace ActivitySync.Store;

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
