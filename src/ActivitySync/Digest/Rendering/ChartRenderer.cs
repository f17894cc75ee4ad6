using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ScottPlot;
using Label = ActivitySync.Recovery.Tagging.Label;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// Draws the chart of six weeks: one bar per day by effort; races and long runs with their own shapes and colors,
/// massages, the suggested days, the next race. The background is white; the HTML inverts it in dark mode.
/// </summary>
internal static class ChartRenderer
{
    // Drawn for a phone's width and scaled, so that text stays readable there. The image has twice the pixels shown.
    private const int ShownWidth = 536;
    private const int Width = 400;
    private const double Scale = 2.0 * ShownWidth / Width;

    // From the bottom up, in drawing units; the legend takes one or two rows below.
    private const double LegendRow = 22;
    private const double DatesAt = 6;
    private const double LaneAt = 34;
    private const double GroundAt = 46;
    private const double TallestBar = 130;
    private const double MarkAbove = 11;
    private const double MinutesAbove = 18;
    private const double BandTop = GroundAt + TallestBar + 44;
    private const double TodayAt = BandTop + 3;
    private const double TitleAt = TodayAt + 22;
    private const double Height = TitleAt + 22;

    private const double Margin = 14;
    private const float LetterSize = 12.5f;
    private const float LegendGap = 12;
    private const float LegendMark = 14;
    private const double BarShare = 0.72;

    /// <summary>
    /// The minimum of the scale's maximum, in effort minutes, so that easy weeks don't look like hard ones.
    /// </summary>
    private const double MinScaleMax = 300;

    /// <summary>The minimum number of days between two marks with minutes; the harder day has precedence.</summary>
    private const int MinDaysBetweenLabels = 4;

    private static readonly Color InkColor = Color.FromHex("#1f2521");
    private static readonly Color MutedInkColor = Color.FromHex("#525c55");
    private static readonly Color LineColor = Color.FromHex("#c9cac3");
    private static readonly Color OrdinaryColor = Color.FromHex("#a9b0aa");
    private static readonly Color LongRunColor = Color.FromHex("#2a6fb0");
    private static readonly Color RaceColor = Color.FromHex("#c2410c");
    private static readonly Color MassageColor = Color.FromHex("#7a3fa0");
    private static readonly Color SuggestedColor = Color.FromHex("#bfe3cf");
    private static readonly Color SuggestedEdgeColor = Color.FromHex("#1a6a4c");

    /// <summary>Renders the chart as PNG, twice as wide as it is shown.</summary>
    public static byte[] Render(DigestContent content, Language language)
    {
        ChartFont.Register();
        var days = ChartDay.CreateAll(content);
        var legend = CreateLegendRows(days, language);
        var below = legend.Count * LegendRow;
        using var plot = new Plot { ScaleFactor = Scale };
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.HideGrid();
        plot.HideAxesAndGrid();
        plot.Layout.Frameless();
        plot.Axes.SetLimits(0, Width, -below, Height);

        DrawSuggestedDays(plot, days);
        DrawBars(plot, days);
        DrawMarks(plot, days);
        DrawDates(plot, days, language);
        DrawToday(plot, days, content.Today, language);
        DrawLegend(plot, legend);
        DrawText(plot, language.Chart.Title, Width / 2.0, TitleAt, InkColor, Alignment.LowerCenter, ChartFont.Bold);
        return plot.GetImageBytes((int)(Width * Scale), (int)((Height + below) * Scale), ImageFormat.Png);
    }

    private static double GetDayWidth(IReadOnlyList<ChartDay> days) => (Width - 2 * Margin) / days.Count;

    /// <summary>Returns the horizontal center of a day.</summary>
    private static double GetX(IReadOnlyList<ChartDay> days, double at) => Margin + (at + 0.5) * GetDayWidth(days);

    private static double GetY(IReadOnlyList<ChartDay> days, double effort) =>
        GroundAt + effort / Math.Max(MinScaleMax, days.Max(day => day.Effort)) * TallestBar;

    private static void DrawSuggestedDays(Plot plot, IReadOnlyList<ChartDay> days)
    {
        var window = Enumerable.Range(0, days.Count).Where(at => days[at].IsSuggested).ToList();
        if (window.Count == 0)
        {
            return;
        }

        var band = plot.Add.Rectangle(GetX(days, window[0] - 0.5), GetX(days, window[^1] + 0.5), GroundAt, BandTop);
        band.FillColor = SuggestedColor;
        band.LineColor = SuggestedEdgeColor;
        band.LineWidth = 1;
    }

    private static void DrawBars(Plot plot, IReadOnlyList<ChartDay> days)
    {
        for (var at = 0; at < days.Count; at++)
        {
            if (days[at].Effort <= 0)
            {
                continue;
            }

            var half = GetDayWidth(days) * BarShare / 2;
            var bar = plot.Add.Rectangle(
                GetX(days, at) - half,
                GetX(days, at) + half,
                GroundAt,
                GetY(days, days[at].Effort)
            );
            bar.FillColor = GetColor(days[at].Mark);
            bar.LineWidth = 0;
        }

        DrawLine(plot, Margin, GroundAt, Width - Margin, GroundAt, LineColor, LinePattern.Solid);
    }

    private static void DrawMarks(Plot plot, IReadOnlyList<ChartDay> days)
    {
        var labeled = ChooseLabeledDays(days);
        for (var at = 0; at < days.Count; at++)
        {
            var (day, x, top) = (days[at], GetX(days, at), GetY(days, days[at].Effort));
            if (day.HadMassage)
            {
                plot.Add.Marker(x, LaneAt, MarkerShape.FilledSquare, 8, MassageColor);
            }

            if (day.HasRaceAhead)
            {
                var flag = GroundAt + TallestBar + MarkAbove;
                DrawLine(plot, x, GroundAt, x, flag - 6, RaceColor, LinePattern.Dotted);
                plot.Add.Marker(x, flag, MarkerShape.OpenDiamond, 12, RaceColor).LineWidth = 2;
            }

            if (day.Mark is not { } mark)
            {
                continue;
            }

            plot.Add.Marker(x, top + MarkAbove, GetShape(mark), mark == Label.Race ? 11 : 8, GetColor(mark));
            if (labeled.Contains(at))
            {
                DrawText(
                    plot,
                    $"{day.MarkMinutes}",
                    x,
                    top + MinutesAbove,
                    GetColor(mark),
                    Alignment.LowerCenter,
                    ChartFont.Bold
                );
            }
        }
    }

    /// <summary>
    /// Chooses the days whose minutes are shown: the hardest first, with a minimum distance between them.
    /// </summary>
    private static HashSet<int> ChooseLabeledDays(IReadOnlyList<ChartDay> days)
    {
        var chosen = new HashSet<int>();
        foreach (
            var at in Enumerable
                .Range(0, days.Count)
                .Where(at => days[at].Mark is not null)
                .OrderByDescending(at => days[at].Effort)
        )
        {
            if (chosen.All(other => Math.Abs(other - at) >= MinDaysBetweenLabels))
            {
                chosen.Add(at);
            }
        }

        return chosen;
    }

    private static void DrawDates(Plot plot, IReadOnlyList<ChartDay> days, Language language)
    {
        for (var at = 1; at < days.Count - 1; at++)
        {
            if (days[at].Date.DayOfWeek != DayOfWeek.Monday)
            {
                continue;
            }

            DrawLine(plot, GetX(days, at), GroundAt - 3, GetX(days, at), GroundAt, LineColor, LinePattern.Solid);
            DrawText(
                plot,
                language.Chart.DayAndMonth(days[at].Date),
                GetX(days, at),
                DatesAt,
                MutedInkColor,
                Alignment.LowerCenter,
                ChartFont.Regular
            );
        }
    }

    private static void DrawToday(Plot plot, IReadOnlyList<ChartDay> days, DateOnly today, Language language)
    {
        var x = GetX(days, today.DayNumber - days[0].Date.DayNumber);
        DrawLine(plot, x, GroundAt, x, BandTop, MutedInkColor, LinePattern.Dashed);
        DrawText(plot, language.Chart.Today, x, TodayAt, MutedInkColor, Alignment.LowerCenter, ChartFont.Regular);
    }

    private static List<List<LegendEntry>> CreateLegendRows(IReadOnlyList<ChartDay> days, Language language)
    {
        var words = language.Chart;
        (bool Shown, string Text, MarkerShape Shape, Color Fill, Color Edge)[] all =
        [
            (
                days.Any(day => day.Mark == Label.LongRun),
                words.LongRun,
                GetShape(Label.LongRun),
                LongRunColor,
                LongRunColor
            ),
            (days.Any(day => day.Mark == Label.Race), words.Race, GetShape(Label.Race), RaceColor, RaceColor),
            (days.Any(day => day.HasRaceAhead), words.RaceAhead, MarkerShape.OpenDiamond, RaceColor, RaceColor),
            (days.Any(day => day.HadMassage), words.Massage, MarkerShape.FilledSquare, MassageColor, MassageColor),
            (
                days.Any(day => day.IsSuggested),
                words.Suggested,
                MarkerShape.FilledSquare,
                SuggestedColor,
                SuggestedEdgeColor
            ),
        ];
        var rows = new List<List<LegendEntry>>();
        var left = 0.0;
        foreach (var (_, text, shape, fill, edge) in all.Where(entry => entry.Shown))
        {
            var width = LegendMark + MeasureText(text) + LegendGap;
            if (rows.Count == 0 || left < width)
            {
                rows.Add([]);
                left = Width;
            }

            rows[^1].Add(new LegendEntry(text, shape, fill, edge, width));
            left -= width;
        }

        return rows;
    }

    private static void DrawLegend(Plot plot, List<List<LegendEntry>> rows)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var y = -LegendRow * (row + 0.5) + 2;
            var x = (Width - rows[row].Sum(entry => entry.Width) + LegendGap) / 2;
            foreach (var entry in rows[row])
            {
                var mark = plot.Add.Marker(x + LegendMark / 3, y, entry.Shape, 9, entry.Fill);
                mark.MarkerStyle.LineColor = entry.Edge;
                mark.MarkerStyle.LineWidth = 1.5f;
                mark.MarkerStyle.OutlineColor = entry.Edge;
                mark.MarkerStyle.OutlineWidth = entry.Edge == entry.Fill ? 0 : 1;
                DrawText(plot, entry.Text, x + LegendMark, y, InkColor, Alignment.MiddleLeft, ChartFont.Regular);
                x += entry.Width;
            }
        }
    }

    private static double MeasureText(string text)
    {
        using var paint = Paint.NewDisposablePaint();
        return new LabelStyle
        {
            Text = text,
            FontName = ChartFont.Regular,
            FontSize = LetterSize,
        }
            .Measure(text, paint)
            .Width;
    }

    private static void DrawLine(
        Plot plot,
        double fromX,
        double fromY,
        double toX,
        double toY,
        Color color,
        LinePattern pattern
    )
    {
        var line = plot.Add.Line(fromX, fromY, toX, toY);
        line.LineColor = color;
        line.LineWidth = 1;
        line.LinePattern = pattern;
        line.MarkerSize = 0;
    }

    private static void DrawText(
        Plot plot,
        string text,
        double x,
        double y,
        Color color,
        Alignment alignment,
        string font
    )
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelFontName = font;
        label.LabelFontSize = LetterSize;
        label.LabelFontColor = color;
        label.LabelAlignment = alignment;
        label.LabelPadding = 0;
    }

    private static MarkerShape GetShape(Label mark) =>
        mark == Label.Race ? MarkerShape.FilledDiamond : MarkerShape.FilledCircle;

    private static Color GetColor(Label? mark) =>
        mark switch
        {
            Label.Race => RaceColor,
            Label.LongRun => LongRunColor,
            _ => OrdinaryColor,
        };

    /// <summary>One entry of the legend, with its width.</summary>
    private sealed record LegendEntry(string Text, MarkerShape Shape, Color Fill, Color Edge, double Width);
}
