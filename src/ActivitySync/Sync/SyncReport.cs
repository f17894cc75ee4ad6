using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>What one sync of one source of one runner did.</summary>
internal sealed record SyncReport
{
    public required string Athlete { get; init; }

    public required SourceName Source { get; init; }

    public required SourceOutcome Outcome { get; init; }

    public SyncChanges Changes { get; init; } = SyncChanges.None;

    public int Requests { get; init; }

    /// <summary>The instant up to which this source is known; null if it was never read.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>One line for the user; null if all is well.</summary>
    public string? Line { get; init; }
}

/// <summary>How far back a sync reads.</summary>
internal enum SyncDepth
{
    /// <summary>The whole window (<c>HistoryDays</c>): by hand always, by schedule once a day.</summary>
    Full,

    /// <summary>The last two weeks: one request.</summary>
    Short,
}

/// <summary>
/// What a pass over a source changed: one entry a recording, naming its activity by the id that users see. Two copies of
/// one activity name it twice; an activity whose one copy is gone may live on in another.
/// </summary>
internal sealed record SyncChanges(
    IReadOnlyList<string> New,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Deleted
)
{
    public static SyncChanges None { get; } = new([], [], []);

    /// <summary>Recordings that the source no longer lists and that were kept, since so many do not vanish in earnest.</summary>
    public int SuspectDeletions { get; init; }

    public bool HasAny => New.Count + Changed.Count + Deleted.Count > 0;

    /// <summary>These and what a later pass added; what is still in doubt is the later pass's to say.</summary>
    public SyncChanges Combine(SyncChanges later) =>
        new([.. New, .. later.New], [.. Changed, .. later.Changed], [.. Deleted, .. later.Deleted])
        {
            SuspectDeletions = later.SuspectDeletions,
        };
}
