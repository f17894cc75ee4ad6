namespace ActivitySync.Operations;

/// <summary>A copy is in the database's place.</summary>
/// <param name="Aside">Where what stood there is now; null if there was nothing.</param>
/// <param name="MailsAreKnown">Whether what went out could be read from there.</param>
internal sealed record Restored(string? Aside, bool MailsAreKnown);
