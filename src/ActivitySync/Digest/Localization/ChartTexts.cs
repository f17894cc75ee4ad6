namespace ActivitySync.Digest.Localization;

/// <summary>The chart's title, legend and alternative text.</summary>
internal sealed record ChartTexts
{
    public required string Title { get; init; }

    public required string LongRun { get; init; }

    public required string Race { get; init; }

    public required string RaceAhead { get; init; }

    public required string Massage { get; init; }

    public required string Suggested { get; init; }

    public required string Today { get; init; }

    /// <summary>Formats day and month for the axis.</summary>
    public required Func<DateOnly, string> DayAndMonth { get; init; }

    /// <summary>The first sentence of the alternative text. Takes the first and the last date.</summary>
    public required Func<string, string, string> AltSpan { get; init; }

    /// <summary>The name of a list: "Long runs: …".</summary>
    public required string AltLongRuns { get; init; }

    public required string AltRaces { get; init; }

    public required string AltMassages { get; init; }

    public required string AltSuggested { get; init; }

    public required string AltRaceAhead { get; init; }

    /// <summary>An entry of a list. Takes date and minutes.</summary>
    public required Func<string, int, string> AltMinutes { get; init; }
}
