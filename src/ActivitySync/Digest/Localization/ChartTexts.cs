namespace ActivitySync.Digest.Localization;

/// <summary>The picture's legend, and what it says to whoever does not see it.</summary>
internal sealed record ChartTexts
{
    public required string Title { get; init; }

    public required string LongRun { get; init; }

    public required string Race { get; init; }

    public required string RaceAhead { get; init; }

    public required string Massage { get; init; }

    public required string Suggested { get; init; }

    public required string Today { get; init; }

    /// <summary>Day and month, for the axis.</summary>
    public required Func<DateOnly, string> DayAndMonth { get; init; }

    /// <summary>The first sentence of the alternative text: from, to.</summary>
    public required Func<string, string, string> AltSpan { get; init; }

    /// <summary>A named list: "Long runs: …".</summary>
    public required string AltLongRuns { get; init; }

    public required string AltRaces { get; init; }

    public required string AltMassages { get; init; }

    public required string AltSuggested { get; init; }

    public required string AltRaceAhead { get; init; }

    /// <summary>Date and minutes.</summary>
    public required Func<string, int, string> AltMinutes { get; init; }
}
