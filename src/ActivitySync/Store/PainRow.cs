namespace ActivitySync.Store;

/// <summary>A row of <c>pains</c>; key, instant and activity are null if it was told of by hand.</summary>
internal sealed record PainRow(
    long Id, string Date, string Area, double Severity, string Signs, string? ResolvedOn, long? SaidAt, string? TitleKey, long? ActivityId);
