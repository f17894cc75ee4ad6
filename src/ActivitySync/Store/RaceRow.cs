namespace ActivitySync.Store;

/// <summary>A row of <c>races</c> as its columns are.</summary>
internal sealed record RaceRow(long Id, string Date, string Name, double? DistanceMeters, string? Importance);
