namespace ActivitySync.Outbox;

/// <summary>The kinds of mail, as the store and the Message-ID name them.</summary>
internal static class MailKind
{
    public const string Digest = "digest";

    /// <summary>Around a race (<see cref="ActivitySync.Digest.RaceMail.Period"/>).</summary>
    public const string Race = ActivitySync.Digest.MailOrder.RaceKind;

    /// <summary>A red flag was raised (<see cref="NoticeOccasion"/>).</summary>
    public const string Notice = ActivitySync.Digest.MailOrder.NoticeKind;

    /// <summary>To the operator: something does not work, or works again (<see cref="AlertPeriod"/>).</summary>
    public const string Alert = "alert";
}
