using System.Globalization;
using System.Text;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Pages;

/// <summary>
/// Draws the weeks of a season: a column for each week, stacked by activity. All activities of a kind are one path, so
/// that a long history stays a small page. Lengths are in pixels.
/// </summary>
internal static class SeasonChart
{
    private const int Pitch = 24;
    private const int Left = 4;
    private const int Right = 8;
    private const int Height = 262;
    private const int Ground = 214;
    private const int BarsTop = 40;
    private const int TodayTop = 22;
    private const int WideBar = 16;
    private const int NarrowBar = 10;
    private const int MonthBaseline = 254;
    private const int TextBaseline = 16;
    private const int TickRise = 4;

    /// <summary>A bar is shorter by this gap, so that the activities of a column can be counted.</summary>
    private const double BarGap = 1;
    private const double MinBar = 0.5;

    private const int DiamondRise = 8;
    private const int AheadHeight = 150;
    private const int SquareTop = 222;
    private const int Square = 11;

    /// <summary>Creates the chart.</summary>
    /// <param name="season">At least one week.</param>
    /// <param name="language">The language of hours and months.</param>
    /// <param name="title">The whole chart in one sentence.</param>
    public static SeasonChartModel Create(Season season, Language language, string title)
    {
        var weeks = season.Weeks;
        var scale = ChartScale.Create(weeks.Max(week => week.Minutes));
        var shapes = Enum.GetValues<SeasonRunKind>().ToDictionary(kind => kind, _ => new StringBuilder());
        StringBuilder diamonds = new(),
            ahead = new(),
            stems = new(),
            massages = new(),
            booked = new();
        for (var i = 0; i < weeks.Count; i++)
        {
            var center = Left + (i * Pitch) + (Pitch / 2);
            var top = AddColumn(shapes, weeks[i], center, scale);
            if (weeks[i].Runs.Any(run => run.Kind == SeasonRunKind.Race))
            {
                AddDiamond(diamonds, center, top - DiamondRise);
            }

            if (weeks[i].RacesAhead.Count > 0)
            {
                AddDiamond(ahead, center, Math.Min(AheadHeight, top - DiamondRise));
                Append(stems, $"M{center} {Math.Min(AheadHeight, top - DiamondRise) + DiamondRise}V{top}");
            }

            if (weeks[i].Massages.Count > 0)
            {
                AddSquare(massages, center);
            }
            else if (weeks[i].Slots.Count > 0)
            {
                AddSquare(booked, center);
            }
        }

        var isAhead = Season.GetMonday(season.Today) < weeks[^1].Monday;
        return new SeasonChartModel
        {
            Title = title,
            Width = Left + (weeks.Count * Pitch) + Right,
            Height = Height,
            Ground = Ground,
            Ticks =
            [
                .. scale.Ticks.Select(tick => new ChartTick(
                    Format(GetY(tick, scale)),
                    Format(GetY(tick, scale) + TickRise),
                    scale.IsInHours ? language.Chart.AxisHours(tick / 60) : language.Chart.AxisMinutes(tick)
                )),
            ],
            Months = [.. LabelMonths(weeks, language)],
            MonthBaseline = MonthBaseline,
            OtherSports = $"{shapes[SeasonRunKind.OtherSport]}",
            Runs = $"{shapes[SeasonRunKind.Run]}",
            LongRuns = $"{shapes[SeasonRunKind.Long]}",
            Races = $"{shapes[SeasonRunKind.Race]}",
            RaceMarks = $"{diamonds}",
            RacesAhead = $"{ahead}",
            RaceStems = $"{stems}",
            Massages = $"{massages}",
            BookedMassages = $"{booked}",
            Today = isAhead
                ? new ChartToday(
                    Left + ((((Season.GetMonday(season.Today).DayNumber - weeks[0].Monday.DayNumber) / 7) + 1) * Pitch),
                    TodayTop,
                    TextBaseline,
                    language.Chart.Today
                )
                : null,
        };
    }

    /// <summary>Adds a bar for each activity, the races on top.</summary>
    /// <returns>The top of the column.</returns>
    private static double AddColumn(
        Dictionary<SeasonRunKind, StringBuilder> shapes,
        SeasonWeek week,
        int center,
        ChartScale scale
    )
    {
        var minutes = 0;
        foreach (var run in week.Runs.OrderBy(run => run.Kind))
        {
            var bottom = GetY(minutes, scale);
            minutes += run.Minutes;
            var height = Math.Max(MinBar, bottom - GetY(minutes, scale) - BarGap);
            var width = run.Kind is SeasonRunKind.Long or SeasonRunKind.Race ? WideBar : NarrowBar;
            Append(shapes[run.Kind], $"M{center - (width / 2)} {bottom:0.#}v-{height:0.#}h{width}v{height:0.#}z");
        }

        return GetY(minutes, scale);
    }

    private static void AddDiamond(StringBuilder path, int center, double middle) =>
        Append(path, $"M{center} {middle - 6:0.#}l6 6-6 6-6-6z");

    private static void AddSquare(StringBuilder path, int center) =>
        Append(path, $"M{center - (Square / 2)} {SquareTop}h{Square}v{Square}h-{Square}z");

    private static IEnumerable<ChartMonth> LabelMonths(IReadOnlyList<SeasonWeek> weeks, Language language)
    {
        for (var i = 0; i < weeks.Count; i++)
        {
            var sunday = weeks[i].Monday.AddDays(6);
            if (sunday.Day <= 7)
            {
                yield return new ChartMonth(Left + (i * Pitch), language.Chart.ShortMonth(sunday));
            }
        }
    }

    private static double GetY(int minutes, ChartScale scale) =>
        Ground - ((Ground - BarsTop) * (double)minutes / scale.MaxMinutes);

    private static string Format(double length) => length.ToString("0.#", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder path, FormattableString step) =>
        path.Append(step.ToString(CultureInfo.InvariantCulture));
}
