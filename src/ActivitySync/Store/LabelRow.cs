namespace ActivitySync.Store;

/// <summary>A label with the activity it stands on today.</summary>
internal sealed record LabelRow(long ActivityId, string Word, string? Importance);
