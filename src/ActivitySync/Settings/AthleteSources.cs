namespace ActivitySync.Settings;

/// <summary>Where a runner's activities come from; all of them may be off.</summary>
internal sealed record AthleteSources
{
    public bool Strava { get; init; }

    public bool Garmin { get; init; }

    /// <summary>A watched folder; null is none.</summary>
    public string? Inbox { get; init; }

    /// <summary>ICS addresses or files. Private addresses are secrets.</summary>
    public IReadOnlyList<string> RaceCalendars { get; init; } = [];

    /// <summary>The sport of a track that names none.</summary>
    public string UntypedSport { get; init; } = "other";
}
