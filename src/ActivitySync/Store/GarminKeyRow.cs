namespace ActivitySync.Store;

/// <summary>A row of <c>garmin_keys</c>.</summary>
/// <param name="Fingerprint">Tells one key from another and gives neither away.</param>
/// <param name="ExpiresOn">The last day the key works; null if nobody told.</param>
internal sealed record GarminKeyRow(string Fingerprint, string? ExpiresOn);
