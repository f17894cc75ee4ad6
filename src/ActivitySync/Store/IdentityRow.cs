namespace ActivitySync.Store;

/// <summary>A row of <c>identities</c>: the activity that a recording, held or expired, belongs to.</summary>
internal sealed record IdentityRow(string Source, string SourceId, long ActivityId);
