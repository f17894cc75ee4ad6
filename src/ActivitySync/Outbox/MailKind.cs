namespace ActivitySync.Outbox;

/// <summary>The kinds of mail, as the store and the Message-ID name them.</summary>
internal static class MailKind
{
    public const string Digest = "digest";
}
