using ActivitySync.Sources;

namespace ActivitySync.Digest;

/// <summary>Up to when a source is known when a mail is written.</summary>
/// <param name="Source">The source.</param>
/// <param name="Until">The instant of its last whole answer; of a source that never answered, when the runner was entered.</param>
internal sealed record KnownSource(SourceName Source, DateTimeOffset Until)
{
    /// <summary>A source that last answered longer ago is asked before a mail is written; if it stays away, the mail says so.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    public bool IsStaleAt(DateTimeOffset now) => now - Until > Fresh;
}
