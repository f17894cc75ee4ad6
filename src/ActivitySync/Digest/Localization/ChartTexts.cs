using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Localization;

/// <summary>The chart's title, axes, legend and alternative text.</summary>
internal sealed record ChartTexts
{
    /// <summary>
    /// The title: what there is to see. Takes the longest day's time, as formatted by <see cref="Language.Duration"/>,
    /// and its date.
    /// </summary>
    public required Func<string, string, string> Title { get; init; }

    /// <summary>The title without any training.</summary>
    public required string TitleWithoutTraining { get; init; }

    /// <summary>Formats a time of the axis. Takes minutes.</summary>
    public required Func<int, string> AxisMinutes { get; init; }

    /// <summary>Formats a time of the axis. Takes hours.</summary>
    public required Func<int, string> AxisHours { get; init; }

    /// <summary>Formats abbreviated weekday and day of the month.</summary>
    public required Func<DateOnly, string> WeekdayAndDay { get; init; }

    public required Func<DateOnly, string> Day { get; init; }

    public required Func<DateOnly, string> Month { get; init; }

    public required Func<DateOnly, string> ShortMonth { get; init; }

    public required string Today { get; init; }

    // The legend.
    public required string LongRun { get; init; }

    public required string LongLoad { get; init; }

    public required string Race { get; init; }

    public required string HardSession { get; init; }

    public required string OtherTraining { get; init; }

    public required string RaceAhead { get; init; }

    public required string Massage { get; init; }

    public required string Suggested { get; init; }

    // The alternative text. Each is the name of a list: "Long runs: …".
    public required string AltLongRuns { get; init; }

    public required string AltLongLoads { get; init; }

    public required string AltRaces { get; init; }

    public required string AltHardSessions { get; init; }

    public required string AltMassages { get; init; }

    public required string AltSuggested { get; init; }

    public required string AltRaceAhead { get; init; }

    /// <summary>An entry of a list. Takes date and time.</summary>
    public required Func<string, string, string> AltEntry { get; init; }

    /// <summary>The name of a list of guesses. Takes their label.</summary>
    public required Func<Label, string> AltLooksLike { get; init; }

    /// <summary>
    /// The end of a list that is not complete, after its last entry. Takes the label of the entries (null for
    /// massages and races ahead) and the number of the others.
    /// </summary>
    public required Func<Label?, int, string> AltMore { get; init; }

    /// <summary>Takes the first and the last date.</summary>
    public required Func<string, string, string> AltSpan { get; init; }
}
