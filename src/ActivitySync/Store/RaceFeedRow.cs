namespace ActivitySync.Store;

/// <summary>A row of <c>race_feeds</c>: how reading a runner's calendar of races went.</summary>
/// <param name="Feed">A fingerprint of its address.</param>
/// <param name="TriedAt">The last try.</param>
/// <param name="SucceededAt">The last try that was answered; null if none was.</param>
/// <param name="Line">What is wrong with it; null if it was read.</param>
internal sealed record RaceFeedRow(string Feed, long TriedAt, long? SucceededAt, string? Line);
