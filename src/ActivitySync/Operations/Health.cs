namespace ActivitySync.Operations;

/// <summary>How the daemon and its work are; what <c>status --json</c> prints.</summary>
/// <param name="Healthy">Whether there is no reason to look.</param>
/// <param name="Reasons">What a person should look at, a line each.</param>
/// <param name="Sources">Each runner's sources.</param>
/// <param name="NextDigest">When the next digest is due, in its runner's zone; null without a runner.</param>
/// <param name="Outbox">The mails that are not done with.</param>
internal sealed record Health(
    bool Healthy, IReadOnlyList<string> Reasons, IReadOnlyList<SourceHealth> Sources, DateTimeOffset? NextDigest, OutboxHealth Outbox)
{
    /// <summary>The store cannot be read or written, so nothing is known but that.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsBlind { get; init; }
}
