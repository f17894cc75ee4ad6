namespace ActivitySync.Store;

/// <summary>A row of <c>authorisations</c> as it is read.</summary>
internal sealed record AuthorisationRow(string State, long AskedAt);
