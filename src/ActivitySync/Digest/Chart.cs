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
    // The picture is drawn for a phone's width and scaled, so that its letters stay readable there: pixels are twice the width shown.
    private const int ShownWidth = 536;
    private const int DrawnWidth = 400;
    private const int DrawnHeight = 270;
    private const double PixelsPerShown = 2;

    private const int DrawnMargin = 14;
    private const float LetterSize = 12.5f;
    private const float AxisHeight = 24;
    private const double BarWidth = 0.72;
    private const double HalfDay = 0.5;

    /// <summary>The least top of the scale, in effort minutes, so that an easy week does not look like a hard one.</summary>
    private const double LeastTop = 300;

    // Heights as parts of the tallest bar: room for marks above, and the lane of massages below.
    private const double RoomAbove = 1.46;
    private const double BandAbove = 1.3;
    private const double MarkAbove = 0.075;
    private const double LabelAbove = 0.13;
    private const double Lane = -0.085;
    private const double RoomBelow = -0.17;

    /// <summary>Minutes are written over a mark unless another stands within this many days.</summary>
    private const int LabelDays = 4;

    private static readonly Color _ink = Color.FromHex("#1f2521");
    private static readonly Color _quietInk = Color.FromHex("#525c55");
    private static readonly Color _line = Color.FromHex("#d9d8d0");
    private static readonly Color _ordinary = Color.FromHex("#b9beb8");
    private static readonly Color _long = Color.FromHex("#2a6fb0");
    private static readonly Color _race = Color.FromHex("#c2410c");
    private static readonly Color _massage = Color.FromHex("#7a3fa0");
    private static readonly Color _suggested = Color.FromHex("#cfe9da");
    private static readonly Color _suggestedEdge = Color.FromHex("#1a6a4c");

    public static byte[] Draw(DigestContent content, Language language)
    {
        ChartFont.Register();
        var days = PictureDay.Of(content);
        var top = Math.Max(LeastTop, days.Max(day => day.Effort));
        using var plot = new Plot();
        plot.ScaleFactor = ShownWidth * PixelsPerShown / DrawnWidth;
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Font.Set(ChartFont.Name);

        Suggested(plot, days, top);
        Bars(plot, days, top);
        Marks(plot, days, top);
        Today(plot, days, content.Today, language, top);
        Axes(plot, days, language, top);
        Legend(plot, days, language);
        return plot.GetImageBytes((int)(ShownWidth * PixelsPerShown), (int)(DrawnHeight * ShownWidth * PixelsPerShown / DrawnWidth), ImageFormat.Png);
    }

    private static void Suggested(Plot plot, IReadOnlyList<PictureDay> days, double top)
    {
        for (var at = 0; at < days.Count; at++)
        {
            if (!days[at].Suggested) continue;
            var span = plot.Add.Rectangle(at - HalfDay, at + HalfDay, RoomBelow * top, top * BandAbove);
            span.FillColor = _suggested;
            span.LineWidth = 0;
        }
    }

    private static void Bars(Plot plot, IReadOnlyList<PictureDay> days, double top)
    {
        var bars = new List<Bar>();
        for (var at = 0; at < days.Count; at++)
        {
            if (days[at].Effort <= 0) continue;
            bars.Add(new Bar
            {
                Position = at,
                Value = days[at].Effort,
                Size = BarWidth,
                FillColor = ColorOf(days[at].Mark),
                LineWidth = 0,
            });
        }

        if (bars.Count > 0) plot.Add.Bars(bars);
        var ground = plot.Add.Line(-HalfDay, 0, days.Count - HalfDay, 0);
        ground.LineColor = _line;
        ground.LineWidth = 1;
        ground.MarkerSize = 0;
    }

    private static void Marks(Plot plot, IReadOnlyList<PictureDay> days, double top)
    {
        var labelled = -LabelDays;
        for (var at = 0; at < days.Count; at++)
        {
            var day = days[at];
            if (day.Massage) plot.Add.Marker(at, Lane * top, MarkerShape.FilledSquare, 8, _massage);
            if (day.RaceAhead)
            {
                var pole = plot.Add.Line(at, 0, at, top * (1 + MarkAbove));
                pole.LineColor = _race;
                pole.LineWidth = 1.5f;
                pole.LinePattern = LinePattern.Dotted;
                pole.MarkerSize = 0;
                Hollow(plot.Add.Marker(at, top * (1 + MarkAbove), MarkerShape.OpenDiamond, 12, _race));
            }

            if (day.Mark is not { } mark) continue;
            plot.Add.Marker(at, day.Effort + MarkAbove * top, ShapeOf(mark), mark == Label.Race ? 11 : 8, ColorOf(mark));
            if (at - labelled < LabelDays) continue;
            Write(plot, $"{day.MarkMinutes}", at, day.Effort + LabelAbove * top, ColorOf(mark));
            labelled = at;
        }
    }

    private static void Today(Plot plot, IReadOnlyList<PictureDay> days, DateOnly today, Language language, double top)
    {
        var at = today.DayNumber - days[0].Date.DayNumber;
        var line = plot.Add.Line(at + HalfDay, RoomBelow * top, at + HalfDay, top * BandAbove);
        line.LineColor = _quietInk;
        line.LineWidth = 1;
        line.LinePattern = LinePattern.Dashed;
        line.MarkerSize = 0;
        Write(plot, language.Picture.Today, at + HalfDay, top * BandAbove, _quietInk);
    }

    private static void Axes(Plot plot, IReadOnlyList<PictureDay> days, Language language, double top)
    {
        plot.HideGrid();
        plot.Axes.SetLimits(-1, days.Count, RoomBelow * top, top * RoomAbove);
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.EmptyTickGenerator();
        plot.Axes.Left.MinimumSize = DrawnMargin;
        plot.Axes.Left.MaximumSize = DrawnMargin;
        plot.Axes.Right.MinimumSize = DrawnMargin;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.IsVisible = false;
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (var at = 0; at < days.Count; at++)
        {
            if (days[at].Date.DayOfWeek == DayOfWeek.Monday) ticks.AddMajor(at, language.Picture.DayAndMonth(days[at].Date));
        }

        plot.Axes.Bottom.TickGenerator = ticks;
        plot.Axes.Bottom.MinimumSize = AxisHeight;
        plot.Axes.Bottom.MaximumSize = AxisHeight;
        plot.Axes.Bottom.FrameLineStyle.Width = 0;
        plot.Axes.Bottom.MajorTickStyle.Color = _line;
        plot.Axes.Bottom.TickLabelStyle.ForeColor = _quietInk;
        plot.Axes.Bottom.TickLabelStyle.FontName = ChartFont.Name;
        plot.Axes.Bottom.TickLabelStyle.FontSize = LetterSize;
        plot.Axes.Title.Label.Text = language.Picture.Title;
        plot.Axes.Title.Label.FontName = ChartFont.Name;
        plot.Axes.Title.Label.FontSize = LetterSize;
        plot.Axes.Title.Label.ForeColor = _ink;
        plot.Axes.Title.Label.Bold = true;
    }

    private static void Legend(Plot plot, IReadOnlyList<PictureDay> days, Language language)
    {
        var words = language.Picture;
        (bool Shown, string Text, MarkerShape Shape, Color Color)[] entries =
        [
            (days.Any(day => day.Mark == Label.LongRun), words.LongRun, ShapeOf(Label.LongRun), _long),
            (days.Any(day => day.Mark == Label.Race), words.Race, ShapeOf(Label.Race), _race),
            (days.Any(day => day.RaceAhead), words.RaceAhead, MarkerShape.OpenDiamond, _race),
            (days.Any(day => day.Massage), words.Massage, MarkerShape.FilledSquare, _massage),
            (days.Any(day => day.Suggested), words.Suggested, MarkerShape.FilledSquare, _suggested),
        ];
        var legend = plot.Legend;
        foreach (var entry in entries.Where(entry => entry.Shown))
        {
            legend.ManualItems.Add(new LegendItem
            {
                LabelText = entry.Text,
                LabelFontName = ChartFont.Name,
                LabelFontSize = LetterSize,
                LabelFontColor = _ink,
                MarkerShape = entry.Shape,
                MarkerSize = 9,
                MarkerFillColor = entry.Color,
                MarkerLineColor = entry.Color == _suggested ? _suggestedEdge : entry.Color,
                MarkerLineWidth = 1.5f,
            });
        }

        legend.FontName = ChartFont.Name;
        legend.SetBestFontOnEachRender = false;
        legend.Orientation = Orientation.Horizontal;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.White;
        legend.SymbolWidth = 12;
        legend.TightHorizontalWrapping = true;
        if (legend.ManualItems.Count > 0) plot.ShowLegend(Edge.Bottom).Padding = new PixelPadding(0);
    }

    private static void Write(Plot plot, string text, double x, double y, Color color)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelFontName = ChartFont.Name;
        label.LabelFontSize = LetterSize;
        label.LabelFontColor = color;
        label.LabelAlignment = Alignment.LowerCenter;
        label.LabelBold = true;
    }

    private static void Hollow(ScottPlot.Plottables.Marker marker) => marker.LineWidth = 2;

    private static MarkerShape ShapeOf(Label mark) => mark == Label.Race ? MarkerShape.FilledDiamond : MarkerShape.FilledCircle;

    private static Color ColorOf(Label? mark) => mark switch
    {
        Label.Race => _race,
        Label.LongRun => _long,
        _ => _ordinary,
    };
}
