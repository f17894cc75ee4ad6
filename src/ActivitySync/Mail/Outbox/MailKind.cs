namespace ActivitySync.Mail.Outbox;

/// <summary>The kinds of mail, as the store and the Message-ID name them.</summary>
internal static class MailKind
{
    public const string Digest = "digest";

    /// <summary>Around a race (<see cref="ActivitySync.Digest.Content.RaceMail.Period"/>).</summary>
    public const string Race = ActivitySync.Digest.Content.MailRequest.RaceKind;

    /// <summary>A red flag was raised (<see cref="RedFlagMailFinder"/>).</summary>
    public const string RedFlag = ActivitySync.Digest.Content.MailRequest.RedFlagKind;

    /// <summary>To the operator: something does not work, or works again (<see cref="AlertPeriod"/>).</summary>
    public const string Alert = "alert";
}
