namespace ActivitySync.Outbox;

/// <summary>How an attempt to send ended.</summary>
/// <param name="Result">What the other side made of it.</param>
/// <param name="Line">One line for the operator: what, where, how to mend it. No secret, nothing of the mail. Null if accepted.</param>
internal sealed record MailOutcome(MailResult Result, string? Line = null)
{
    public static MailOutcome Accepted { get; } = new(MailResult.Accepted);
}
