namespace ActivitySync.Sources.Files;

/// <summary>What the runner's settings and the call say where a file is silent.</summary>
/// <param name="TimeZone">The zone for files without an offset of their own.</param>
/// <param name="Sport">The sport of a track that names none; null makes it <c>other</c>, with a warning.</param>
internal sealed record FileDefaults(TimeZoneInfo TimeZone, string? Sport);
