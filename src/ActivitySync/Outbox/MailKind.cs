namespace ActivitySync.Outbox;

/// <summary>The kinds of mail, as the store and the Message-ID name them.</summary>
internal static class MailKind
{
    public const string Digest = "digest";

    /// <summary>To the operator: something does not work, or works again (<see cref="AlertPeriod"/>).</summary>
    public const string Alert = "alert";
}
