using ActivitySync.Digest.Localization;

namespace ActivitySync.Digest.Rendering;

/// <summary>Names the Mondays of the chart, and below them the months. What has no space is left out.</summary>
/// <param name="Canvas">What the dates are added to.</param>
/// <param name="Language">The language of the names.</param>
/// <param name="MaxRight">The right end of the names.</param>
internal sealed record ChartDates(ChartCanvas Canvas, Language Language, double MaxRight)
{
    private const double TickHeight = 4;

    /// <summary>Adds ticks at the ground, and the two rows of names.</summary>
    /// <param name="mondays">The Mondays in order, each with the left end of its day.</param>
    /// <param name="ground">Where the bars stand.</param>
    /// <param name="top">The top of the first row.</param>
    /// <returns>The bottom of the second row.</returns>
    public double Add(IReadOnlyList<(DateOnly Date, double Left)> mondays, double ground, double top)
    {
        foreach (var (at, (date, left)) in mondays.Index())
        {
            Canvas.Lines.Add(new ChartLine(left, ground, left, ground + TickHeight, ChartTone.Line));
            var day = Language.Chart.Day(date);
            if (at > 0)
            {
                AddFirstThatFits(left, top, day);
                continue;
            }

            // The weekday is to the left of the others' place, so that the days are at equal distances.
            var named = Language.Chart.WeekdayAndDay(date);
            AddFirstThatFits(left - ChartCanvas.Measure(named).Width + ChartCanvas.Measure(day).Width, top, named, day);
        }

        var monthsTop = top + ChartCanvas.TextHeight;

        // From the last one on: if there is no space for two, the first one is abbreviated.
        foreach (var (date, left) in mondays.DistinctBy(monday => (monday.Date.Year, monday.Date.Month)).Reverse())
        {
            AddFirstThatFits(left, monthsTop, Language.Chart.Month(date), Language.Chart.ShortMonth(date));
        }

        return monthsTop + ChartCanvas.TextHeight;
    }

    private void AddFirstThatFits(double preferredLeft, double top, params IEnumerable<string> forms)
    {
        foreach (var form in forms)
        {
            var left = Math.Min(Math.Max(preferredLeft, 0), MaxRight - ChartCanvas.Measure(form).Width);
            if (Canvas.TryAddText(form, left, top, ChartTone.MutedInk))
            {
                return;
            }
        }
    }
}
