namespace ActivitySync.Store;

/// <summary>A row kept for the runner, with the number by which it can be removed.</summary>
internal sealed record KeptRow<T>(long Id, T Value);
