using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest.Localization;

/// <summary>The sentences of the reason codes (dates long, names tamed).</summary>
internal sealed record ReasonTexts
{
    /// <summary>Name (may be empty) and date.</summary>
    public required Func<string, string, string> RacePost { get; init; }

    /// <summary>The same for a race that was stopped.</summary>
    public required Func<string, string> RacePostStopped { get; init; }

    public required string EarlyGentle { get; init; }

    /// <summary>Name (may be empty) and days to go.</summary>
    public required Func<string, int, string> RacePre { get; init; }

    public required string TwoRaces { get; init; }

    /// <summary>Name, may be empty.</summary>
    public required Func<string, string> RaceTooClose { get; init; }

    /// <summary>Minutes, date, comparison (may be empty).</summary>
    public required Func<int, string, string, string> Long { get; init; }

    public required string HardBlock { get; init; }

    /// <summary>The date of the last massage.</summary>
    public required Func<string, string> Maintenance { get; init; }

    public required string MaintenanceUndated { get; init; }

    public required string KeepSlot { get; init; }

    public required Func<string, string> SlotMove { get; init; }

    public required string NextDayNotEasy { get; init; }

    /// <summary>The last massage and the first day that makes sense again.</summary>
    public required Func<string, string, string> MinGap { get; init; }

    public required string HistoryUnknown { get; init; }

    /// <summary>The area in the runner's words, may be empty.</summary>
    public required Func<string, string> PainLocal { get; init; }

    public required string WindowExpired { get; init; }

    /// <summary>Sentences without values. They are said whenever the code is given and there is room.</summary>
    public required IReadOnlyDictionary<ReasonCode, string> Plain { get; init; }
}

/// <summary>One why in a few words, for the first screen.</summary>
internal sealed record ShortReasonTexts
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
