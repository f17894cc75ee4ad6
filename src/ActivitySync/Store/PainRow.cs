namespace ActivitySync.Store;

/// <summary>A row of <c>pains</c> as its columns are.</summary>
internal sealed record PainRow(long Id, string Date, string Area, double Severity, string Signs, string? ResolvedOn);
