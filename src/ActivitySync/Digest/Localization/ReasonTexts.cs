using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest.Localization;

/// <summary>The sentences of the reason codes. Dates are in the long format; names are sanitized.</summary>
internal sealed record ReasonTexts
{
    /// <summary>Takes the race's name (may be empty) and date.</summary>
    public required Func<string, string, string> RacePost { get; init; }

    /// <summary>For a race that was stopped. Takes its date.</summary>
    public required Func<string, string> RacePostStopped { get; init; }

    public required string EarlyGentle { get; init; }

    /// <summary>Takes the race's name (may be empty) and the days to it.</summary>
    public required Func<string, int, string> RacePre { get; init; }

    public required string TwoRaces { get; init; }

    /// <summary>Takes the race's name (may be empty).</summary>
    public required Func<string, string> RaceTooClose { get; init; }

    /// <summary>Takes minutes, date and comparison (may be empty).</summary>
    public required Func<int, string, string, string> Long { get; init; }

    public required string HardBlock { get; init; }

    /// <summary>Takes the date of the last massage.</summary>
    public required Func<string, string> Maintenance { get; init; }

    public required string MaintenanceUndated { get; init; }

    public required string KeepSlot { get; init; }

    public required Func<string, string> SlotMove { get; init; }

    public required string NextDayNotEasy { get; init; }

    /// <summary>Takes the date of the last massage and the first date of the next (may be empty).</summary>
    public required Func<string, string, string> MinGap { get; init; }

    public required string HistoryUnknown { get; init; }

    /// <summary>Takes the area in the athlete's words (may be empty).</summary>
    public required Func<string, string> PainLocal { get; init; }

    public required string WindowExpired { get; init; }

    /// <summary>Sentences without values. They are said whenever the code is given and there is room.</summary>
    public required IReadOnlyDictionary<ReasonCode, string> Plain { get; init; }
}

/// <summary>The main reason in a few words, for the first screen.</summary>
internal sealed record ShortReasonTexts
{
    /// <summary>Takes the days from the race to the window, and the race's name (may be empty).</summary>
    public required Func<int, string, string> AfterRace { get; init; }

    /// <summary>Takes the days from the window's last day to the race, and its name (may be empty).</summary>
    public required Func<int, string, string> BeforeRace { get; init; }

    /// <summary>Takes the days from the run to the window, and the run's minutes.</summary>
    public required Func<int, int, string> AfterLong { get; init; }

    public required string HardBlock { get; init; }

    /// <summary>Takes the days since the last massage.</summary>
    public required Func<int, string> Maintenance { get; init; }

    public required string KeepSlot { get; init; }

    public required string Pain { get; init; }

    /// <summary>There is a main reason, but no massage is suggested.</summary>
    public required string NoMassage { get; init; }
}
