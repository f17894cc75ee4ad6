namespace ActivitySync.Digest.Words;

/// <summary>One why in a few words, for the first screen.</summary>
internal sealed record ShortWhys
{
    /// <summary>Days from the race to the window, and the race's name (may be empty).</summary>
    public required Func<int, string, string> AfterRace { get; init; }

    /// <summary>Days from the window's last day to the race, and its name (may be empty).</summary>
    public required Func<int, string, string> BeforeRace { get; init; }

    /// <summary>Days from the run to the window, and its minutes.</summary>
    public required Func<int, int, string> AfterLong { get; init; }

    public required string HardBlock { get; init; }

    /// <summary>Days since the last massage.</summary>
    public required Func<int, string> Maintenance { get; init; }

    public required string KeepSlot { get; init; }

    public required string Pain { get; init; }

    /// <summary>There was a trigger, and no massage is suggested.</summary>
    public required string NoMassage { get; init; }
}
