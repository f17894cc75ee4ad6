using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>The result of syncing one source of one athlete.</summary>
internal sealed record SyncReport
{
    public required string Athlete { get; init; }

    public required SourceName Source { get; init; }

    public required SourceOutcome Outcome { get; init; }

    public SyncChanges Changes { get; init; } = SyncChanges.None;

    public int Requests { get; init; }

    /// <summary>The time of the last successful sync; null if there was none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>One line for the user: what is wrong and what to do. Null if the sync succeeded.</summary>
    public string? Line { get; init; }
}

/// <summary>How far back a sync reads.</summary>
internal enum SyncDepth
{
    /// <summary>The complete window (<c>HistoryDays</c>): always by command, once a day by schedule.</summary>
    Full,

    /// <summary>The last two weeks: one request.</summary>
    Short,
}

/// <summary>
/// The changes of one sync: the activity ID of each new, changed and deleted recording. An activity with two
/// recordings may occur twice, and an activity with a deleted recording may still exist in another one.
/// </summary>
internal sealed record SyncChanges(
    IReadOnlyList<string> New,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Deleted
)
{
    public static SyncChanges None { get; } = new([], [], []);

    /// <summary>
    /// Recordings that the source no longer lists but that were not deleted, because they are too many at once.
    /// </summary>
    public int SuspectDeletions { get; init; }

    public bool HasAny => New.Count + Changed.Count + Deleted.Count > 0;

    /// <summary>Adds the changes of a later sync, whose suspect deletions replace the ones before.</summary>
    public SyncChanges Combine(SyncChanges later) =>
        new([.. New, .. later.New], [.. Changed, .. later.Changed], [.. Deleted, .. later.Deleted])
        {
            SuspectDeletions = later.SuspectDeletions,
        };
}
