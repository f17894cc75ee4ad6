using ActivitySync.Sources;

namespace ActivitySync.Intake;

/// <summary>What one sync of one source of one runner did.</summary>
internal sealed record SyncReport
{
    public required string Athlete { get; init; }

    public required SourceName Source { get; init; }

    public required SourceOutcome Outcome { get; init; }

    public IntakeChanges Changes { get; init; } = IntakeChanges.None;

    public int Requests { get; init; }

    /// <summary>The instant up to which this source is known; null if it was never read.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>One line for the user; null if all is well.</summary>
    public string? Line { get; init; }
}
