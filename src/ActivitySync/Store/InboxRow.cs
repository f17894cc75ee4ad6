namespace ActivitySync.Store;

/// <summary>A row of <c>inboxes</c>: how the last look into a runner's inbox went.</summary>
/// <param name="LookedAt">When it was.</param>
/// <param name="SeenAt">When the folder was last there; null if it never was.</param>
/// <param name="Line">Why it could not be looked into; null if it could.</param>
internal sealed record InboxRow(long LookedAt, long? SeenAt, string? Line);
