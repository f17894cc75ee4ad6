namespace ActivitySync.Commands;

/// <summary>A row of <c>sync --json</c>; until is the instant up to which the source is known, in UTC, null if it was never read.</summary>
internal sealed record SyncDocumentRow(
    string Athlete, string Source, int New, int Changed, int Gone, int Requests, DateTime? Until);
