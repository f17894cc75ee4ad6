using ActivitySync.Digest.Words;
using ScottPlot;
using Label = ActivitySync.Recovery.Tagging.Label;

namespace ActivitySync.Digest;

/// <summary>
/// Six weeks in one picture: a bar a day by effort; races and long runs told by shape and colour, massages, the days suggested,
/// the race ahead. Drawn on white; dark mode turns it over in the HTML.
/// </summary>
internal static class Chart
{
    // Drawn for a phone's width and scaled, so that its letters stay readable there: pixels are twice the width shown.
    private const int ShownWidth = 536;
    private const int Width = 400;
    private const double Scale = 2.0 * ShownWidth / Width;

    // From the bottom up, in units of the drawing; the legend takes a row or two below all of it.
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

    /// <summary>The least top of the scale, in effort minutes, so that an easy week does not look like a hard one.</summary>
    private const double LeastTop = 300;

    /// <summary>Minutes are written over a mark unless a harder one stands nearer than this many days.</summary>
    private const int LabelDays = 4;

    private static readonly Color _ink = Color.FromHex("#1f2521");
    private static readonly Color _quietInk = Color.FromHex("#525c55");
    private static readonly Color _line = Color.FromHex("#c9cac3");
    private static readonly Color _ordinary = Color.FromHex("#a9b0aa");
    private static readonly Color _long = Color.FromHex("#2a6fb0");
    private static readonly Color _race = Color.FromHex("#c2410c");
    private static readonly Color _massage = Color.FromHex("#7a3fa0");
    private static readonly Color _suggested = Color.FromHex("#bfe3cf");
    private static readonly Color _suggestedEdge = Color.FromHex("#1a6a4c");

    /// <summary>PNG, twice as wide as it is shown.</summary>
    public static byte[] Draw(DigestContent content, Language language)
    {
        ChartFont.Register();
        var days = PictureDay.Of(content);
        var legend = LegendRows(days, language);
        var below = legend.Count * LegendRow;
        using var plot = new Plot { ScaleFactor = Scale };
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.HideGrid();
        plot.HideAxesAndGrid();
        plot.Layout.Frameless();
        plot.Axes.SetLimits(0, Width, -below, Height);

        Suggested(plot, days);
        Bars(plot, days);
        Marks(plot, days);
        Dates(plot, days, language);
        Today(plot, days, content.Today, language);
        Legend(plot, legend);
        Write(plot, language.Picture.Title, Width / 2.0, TitleAt, _ink, Alignment.LowerCenter, ChartFont.Bold);
        return plot.GetImageBytes((int)(Width * Scale), (int)((Height + below) * Scale), ImageFormat.Png);
    }

    private static double Step(IReadOnlyList<PictureDay> days) => (Width - 2 * Margin) / days.Count;

    /// <summary>The middle of a day.</summary>
    private static double X(IReadOnlyList<PictureDay> days, double at) => Margin + (at + 0.5) * Step(days);

    private static double Y(IReadOnlyList<PictureDay> days, double effort) =>
        GroundAt + effort / Math.Max(LeastTop, days.Max(day => day.Effort)) * TallestBar;

    private static void Suggested(Plot plot, IReadOnlyList<PictureDay> days)
    {
        var window = Enumerable.Range(0, days.Count).Where(at => days[at].Suggested).ToList();
        if (window.Count == 0) return;
        var band = plot.Add.Rectangle(X(days, window[0] - 0.5), X(days, window[^1] + 0.5), GroundAt, BandTop);
        band.FillColor = _suggested;
        band.LineColor = _suggestedEdge;
        band.LineWidth = 1;
    }

    private static void Bars(Plot plot, IReadOnlyList<PictureDay> days)
    {
        for (var at = 0; at < days.Count; at++)
        {
            if (days[at].Effort <= 0) continue;
            var half = Step(days) * BarShare / 2;
            var bar = plot.Add.Rectangle(X(days, at) - half, X(days, at) + half, GroundAt, Y(days, days[at].Effort));
            bar.FillColor = ColorOf(days[at].Mark);
            bar.LineWidth = 0;
        }

        Stroke(plot, Margin, GroundAt, Width - Margin, GroundAt, _line, LinePattern.Solid);
    }

    private static void Marks(Plot plot, IReadOnlyList<PictureDay> days)
    {
        var labelled = Labelled(days);
        for (var at = 0; at < days.Count; at++)
        {
            var (day, x, top) = (days[at], X(days, at), Y(days, days[at].Effort));
            if (day.Massage) plot.Add.Marker(x, LaneAt, MarkerShape.FilledSquare, 8, _massage);
            if (day.RaceAhead)
            {
                var flag = GroundAt + TallestBar + MarkAbove;
                Stroke(plot, x, GroundAt, x, flag - 6, _race, LinePattern.Dotted);
                plot.Add.Marker(x, flag, MarkerShape.OpenDiamond, 12, _race).LineWidth = 2;
            }

            if (day.Mark is not { } mark) continue;
            plot.Add.Marker(x, top + MarkAbove, ShapeOf(mark), mark == Label.Race ? 11 : 8, ColorOf(mark));
            if (labelled.Contains(at)) Write(plot, $"{day.MarkMinutes}", x, top + MinutesAbove, ColorOf(mark), Alignment.LowerCenter, ChartFont.Bold);
        }
    }

    /// <summary>The days whose minutes are written: the hardest first, and none too near to one that has them.</summary>
    private static HashSet<int> Labelled(IReadOnlyList<PictureDay> days)
    {
        var chosen = new HashSet<int>();
        foreach (var at in Enumerable.Range(0, days.Count).Where(at => days[at].Mark is not null).OrderByDescending(at => days[at].Effort))
        {
            if (chosen.All(other => Math.Abs(other - at) >= LabelDays)) chosen.Add(at);
        }

        return chosen;
    }

    private static void Dates(Plot plot, IReadOnlyList<PictureDay> days, Language language)
    {
        for (var at = 1; at < days.Count - 1; at++)
        {
            if (days[at].Date.DayOfWeek != DayOfWeek.Monday) continue;
            Stroke(plot, X(days, at), GroundAt - 3, X(days, at), GroundAt, _line, LinePattern.Solid);
            Write(plot, language.Picture.DayAndMonth(days[at].Date), X(days, at), DatesAt, _quietInk, Alignment.LowerCenter, ChartFont.Regular);
        }
    }

    private static void Today(Plot plot, IReadOnlyList<PictureDay> days, DateOnly today, Language language)
    {
        var x = X(days, today.DayNumber - days[0].Date.DayNumber);
        Stroke(plot, x, GroundAt, x, BandTop, _quietInk, LinePattern.Dashed);
        Write(plot, language.Picture.Today, x, TodayAt, _quietInk, Alignment.LowerCenter, ChartFont.Regular);
    }

    private static List<List<LegendEntry>> LegendRows(IReadOnlyList<PictureDay> days, Language language)
    {
        var words = language.Picture;
        (bool Shown, string Text, MarkerShape Shape, Color Fill, Color Edge)[] all =
        [
            (days.Any(day => day.Mark == Label.LongRun), words.LongRun, ShapeOf(Label.LongRun), _long, _long),
            (days.Any(day => day.Mark == Label.Race), words.Race, ShapeOf(Label.Race), _race, _race),
            (days.Any(day => day.RaceAhead), words.RaceAhead, MarkerShape.OpenDiamond, _race, _race),
            (days.Any(day => day.Massage), words.Massage, MarkerShape.FilledSquare, _massage, _massage),
            (days.Any(day => day.Suggested), words.Suggested, MarkerShape.FilledSquare, _suggested, _suggestedEdge),
        ];
        var rows = new List<List<LegendEntry>>();
        var left = 0.0;
        foreach (var (_, text, shape, fill, edge) in all.Where(entry => entry.Shown))
        {
            var width = LegendMark + Letters(text) + LegendGap;
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

    private static void Legend(Plot plot, List<List<LegendEntry>> rows)
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
                Write(plot, entry.Text, x + LegendMark, y, _ink, Alignment.MiddleLeft, ChartFont.Regular);
                x += entry.Width;
            }
        }
    }

    private static double Letters(string text)
    {
        using var paint = Paint.NewDisposablePaint();
        return new LabelStyle { Text = text, FontName = ChartFont.Regular, FontSize = LetterSize }.Measure(text, paint).Width;
    }

    private static void Stroke(Plot plot, double fromX, double fromY, double toX, double toY, Color color, LinePattern pattern)
    {
        var line = plot.Add.Line(fromX, fromY, toX, toY);
        line.LineColor = color;
        line.LineWidth = 1;
        line.LinePattern = pattern;
        line.MarkerSize = 0;
    }

    private static void Write(Plot plot, string text, double x, double y, Color color, Alignment alignment, string font)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelFontName = font;
        label.LabelFontSize = LetterSize;
        label.LabelFontColor = color;
        label.LabelAlignment = alignment;
        label.LabelPadding = 0;
    }

    private static MarkerShape ShapeOf(Label mark) => mark == Label.Race ? MarkerShape.FilledDiamond : MarkerShape.FilledCircle;

    private static Color ColorOf(Label? mark) => mark switch
    {
        Label.Race => _race,
        Label.LongRun => _long,
        _ => _ordinary,
    };

    /// <summary>One entry of the legend with the width it takes.</summary>
    private sealed record LegendEntry(string Text, MarkerShape Shape, Color Fill, Color Edge, double Width);
}
