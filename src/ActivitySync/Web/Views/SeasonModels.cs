namespace ActivitySync.Web.Views;

/// <summary>Six months: a chart, its numbers as a table, and the runs by month.</summary>
public sealed record SeasonPage
{
    public required PageFrame Frame { get; init; }

    /// <summary>Null on the page of one month, and without any training.</summary>
    public required SeasonChartModel? Chart { get; init; }

    public required string Heading { get; init; }

    /// <summary>The legend: the class of a shape in the stylesheet, and its words.</summary>
    public required IReadOnlyList<LegendEntry> Legend { get; init; }

    /// <summary>The weeks of the chart, newest first.</summary>
    public required IReadOnlyList<SeasonRow> Rows { get; init; }

    /// <summary>The last row.</summary>
    public required SeasonRow? Total { get; init; }

    public required IReadOnlyList<SeasonMonth> Months { get; init; }

    /// <summary>Links to other months.</summary>
    public required IReadOnlyList<LinkedText> Links { get; init; }

    /// <summary>How the sources want to be credited.</summary>
    public required IReadOnlyList<string> Credits { get; init; }
}

/// <summary>A line of the legend.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Text">What it means.</param>
public sealed record LegendEntry(LegendShape Shape, string Text);

/// <summary>The shapes of the chart.</summary>
public enum LegendShape
{
    Run,
    LongRun,
    Race,
    OtherSport,
    RaceAhead,
    Massage,
    BookedMassage,
}

/// <summary>A row of the table.</summary>
/// <param name="Week">The first day of the week.</param>
/// <param name="Hours">Hours and minutes of all training.</param>
/// <param name="Runs">The number of runs, and of other training.</param>
/// <param name="LongRuns">The times of the long runs.</param>
/// <param name="Races">The races, past and ahead.</param>
/// <param name="Massages">The days of massages.</param>
public sealed record SeasonRow(string Week, string Hours, string Runs, string LongRuns, string Races, string Massages);

/// <summary>The runs of a month.</summary>
/// <param name="Heading">The month, how many runs, and their time.</param>
/// <param name="IsOpen">The list is open at first.</param>
/// <param name="Runs">The runs, newest first; empty if they are on a page of their own.</param>
/// <param name="Path">The page of the month, if its runs are not listed here; else empty.</param>
public sealed record SeasonMonth(string Heading, bool IsOpen, IReadOnlyList<ListedRun> Runs, string Path);

/// <summary>A run in a list.</summary>
/// <param name="Path">Its page.</param>
/// <param name="Day">The short date.</param>
/// <param name="Name">The title; may be empty.</param>
/// <param name="Numbers">Time and distance.</param>
/// <param name="Label">What it was; empty for an ordinary run.</param>
public sealed record ListedRun(string Path, string Day, string Name, string Numbers, string Label);

/// <summary>The shapes of the chart as paths, and its texts. Lengths are in pixels.</summary>
public sealed record SeasonChartModel
{
    public required string Title { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>The line on which the columns stand.</summary>
    public required int Ground { get; init; }

    public required IReadOnlyList<ChartTick> Ticks { get; init; }

    public required IReadOnlyList<ChartMonth> Months { get; init; }

    public required int MonthBaseline { get; init; }

    public required string OtherSports { get; init; }

    public required string Runs { get; init; }

    public required string LongRuns { get; init; }

    public required string Races { get; init; }

    public required string RaceMarks { get; init; }

    public required string RacesAhead { get; init; }

    /// <summary>The dashed lines from races ahead to the ground.</summary>
    public required string RaceStems { get; init; }

    public required string Massages { get; init; }

    public required string BookedMassages { get; init; }

    /// <summary>Null if no week ahead is shown.</summary>
    public required ChartToday? Today { get; init; }
}

/// <summary>A horizontal line.</summary>
/// <param name="Y">Its height.</param>
/// <param name="Baseline">The baseline of its text.</param>
/// <param name="Text">The hours.</param>
public sealed record ChartTick(string Y, string Baseline, string Text);

/// <summary>The name of a month below its first week.</summary>
public sealed record ChartMonth(int X, string Text);

/// <summary>The line after the current week.</summary>
public sealed record ChartToday(int X, int Top, int Baseline, string Text);
