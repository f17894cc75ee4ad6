namespace ActivitySync.Store;

/// <summary>An authorisation that was asked for and not answered yet.</summary>
/// <param name="State">The text that comes back with the answer.</param>
/// <param name="AskedAt">When the address was printed.</param>
internal sealed record Authorisation(string State, DateTimeOffset AskedAt);
