namespace ActivitySync.Store;

/// <summary>A row of <c>subscriptions</c>: whether a service tells us of its events.</summary>
/// <param name="Source">The service.</param>
/// <param name="SubscriptionId">The service's id of it; empty if there is none.</param>
/// <param name="PublicUrl">The address from outside that it was made for.</param>
/// <param name="Line">What is wrong and how to mend it; null if it stands.</param>
/// <param name="CheckedAt">When the service was last asked for it.</param>
internal sealed record SubscriptionRow(string Source, string SubscriptionId, string PublicUrl, string? Line, long CheckedAt);
