using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ScottPlot;
using SkiaSharp;

namespace ActivitySync.Digest.Rendering;

/// <summary>Draws the chart of <see cref="ChartLayout"/> as an image with a white background.</summary>
internal static class ChartRenderer
{
    /// <summary>The width at which a desktop shows the chart; the image has twice as many pixels.</summary>
    private const int ShownWidth = 536;

    private const double Scale = 2 * ShownWidth / ChartLayout.Width;
    private const double FlagHeight = 9;
    private const double FlagPole = 1.5;
    private const float LineWidth = 1;

    /// <summary>The corners of a dot.</summary>
    private const int DotCorners = 32;

    /// <summary>
    /// The outline of a hand in a square of side 1, from the wrist's left corner on: the thumb, then four fingers.
    /// </summary>
    private static readonly (double X, double Y)[] Hand =
    [
        (0.34, 1.00),
        (0.30, 0.86),
        (0.06, 0.62),
        (0.05, 0.53),
        (0.14, 0.50),
        (0.30, 0.60),
        (0.30, 0.16),
        (0.34, 0.11),
        (0.40, 0.11),
        (0.44, 0.16),
        (0.44, 0.44),
        (0.47, 0.44),
        (0.47, 0.06),
        (0.51, 0.00),
        (0.57, 0.00),
        (0.61, 0.06),
        (0.61, 0.44),
        (0.64, 0.44),
        (0.64, 0.11),
        (0.68, 0.06),
        (0.74, 0.06),
        (0.78, 0.11),
        (0.78, 0.47),
        (0.81, 0.47),
        (0.81, 0.25),
        (0.85, 0.20),
        (0.90, 0.20),
        (0.94, 0.25),
        (0.94, 0.70),
        (0.86, 0.88),
        (0.84, 1.00),
    ];

    /// <summary>Renders the chart as PNG, twice as wide as a desktop shows it.</summary>
    public static byte[] Render(DigestContent content, Language language) =>
        Render(ChartLayout.Create(ChartDay.CreateAll(content), content.Today, language));

    public static byte[] Render(ChartLayout layout)
    {
        ChartFont.Register();
        using var plot = new Plot { ScaleFactor = Scale };
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.HideAxesAndGrid();
        plot.Layout.Frameless();
        plot.Axes.SetLimits(0, ChartLayout.Width, -layout.Height, 0);
        foreach (var area in layout.Areas)
        {
            DrawBox(plot, area.Box, area.Tone);
        }

        foreach (var line in layout.Lines)
        {
            var drawn = plot.Add.Line(line.FromX, -line.FromY, line.ToX, -line.ToY);
            drawn.LineColor = GetColor(line.Tone);
            drawn.LineWidth = LineWidth;
            drawn.MarkerSize = 0;
        }

        foreach (var bar in layout.Bars)
        {
            DrawBox(plot, bar.Box with { Bottom = bar.MarkTop }, ChartTone.OtherTraining);
            DrawBox(plot, bar.Box with { Top = bar.MarkTop }, bar.Tone);
        }

        foreach (var mark in layout.Marks)
        {
            DrawMark(plot, mark);
        }

        foreach (var text in layout.Texts)
        {
            DrawText(plot, text);
        }

        return Encode(plot, (int)Math.Round(layout.Height * Scale));
    }

    private static byte[] Encode(Plot plot, int height)
    {
        const int Width = 2 * ShownWidth;
        var format = new SKImageInfo(Width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var surface = SKSurface.Create(format);
        plot.Render(surface.Canvas, Width, height);
        using var pixels = surface.PeekPixels();
        return IndexedPng.Encode(pixels.GetPixelSpan<uint>(), Width);
    }

    private static void DrawBox(Plot plot, ChartBox box, ChartTone tone)
    {
        if (box.Height <= 0)
        {
            return;
        }

        var drawn = plot.Add.Rectangle(box.Left, box.Right, -box.Bottom, -box.Top);
        drawn.FillColor = GetColor(tone);
        drawn.LineWidth = 0;
    }

    private static void DrawMark(Plot plot, ChartMark mark)
    {
        var box = mark.Box;
        switch (mark.Symbol)
        {
            case ChartSymbol.Dot:
                var angles = Enumerable.Range(0, DotCorners).Select(corner => 2 * Math.PI * corner / DotCorners);
                DrawShape(
                    plot,
                    mark,
                    [.. angles.Select(angle => (0.5 + Math.Cos(angle) / 2, 0.5 + Math.Sin(angle) / 2))]
                );
                break;
            case ChartSymbol.Triangle:
                DrawShape(plot, mark, [(0.5, 0), (1, 1), (0, 1)]);
                break;
            case ChartSymbol.Diamond:
                DrawShape(plot, mark, [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)]);
                break;
            case ChartSymbol.Hand:
                DrawShape(plot, mark, Hand);
                break;
            case ChartSymbol.Flag:
                DrawBox(plot, box with { Right = box.Left + FlagPole }, mark.Tone);
                var cloth = Math.Min(FlagHeight, box.Height * 0.7) / box.Height;
                DrawShape(plot, mark, [(0, 0), (1, cloth / 2), (0, cloth)]);
                break;
            default:
                DrawBox(plot, new ChartBox(box.CenterX - 2.5, box.Top, box.CenterX + 2.5, box.Bottom), mark.Tone);
                break;
        }
    }

    /// <summary>Fills a shape given by corners in a square of side 1, scaled to the mark's box.</summary>
    private static void DrawShape(Plot plot, ChartMark mark, IReadOnlyList<(double X, double Y)> corners)
    {
        var box = mark.Box;
        var drawn = plot.Add.Polygon([
            .. corners.Select(corner => new Coordinates(
                box.Left + corner.X * box.Width,
                -(box.Top + corner.Y * box.Height)
            )),
        ]);
        drawn.FillColor = GetColor(mark.Tone);
        drawn.LineWidth = 0;
    }

    private static void DrawText(Plot plot, ChartText text)
    {
        var drawn = plot.Add.Text(text.Text, text.Box.Left, -text.Box.Top);
        drawn.LabelFontName = text.IsBold ? ChartFont.Bold : ChartFont.Regular;
        drawn.LabelFontSize = (float)text.Size;
        drawn.LabelFontColor = GetColor(text.Tone);
        drawn.LabelAlignment = Alignment.UpperLeft;
        drawn.LabelPadding = 0;
    }

    private static Color GetColor(ChartTone tone) => Color.FromHex(GetHexColor(tone));

    /// <summary>Returns the color as #rrggbb.</summary>
    public static string GetHexColor(ChartTone tone) =>
        tone switch
        {
            ChartTone.Ink => "#1f2521",
            ChartTone.MutedInk => "#525c55",
            ChartTone.Line => "#b9bdb6",
            ChartTone.GridLine => "#e6e7e1",
            ChartTone.Future => "#f6f6f1",
            ChartTone.HardSession => "#4c564f",
            ChartTone.LongLoad => "#4f8fd0",
            ChartTone.LongRun => "#2a6fb0",
            ChartTone.Race => "#c2410c",
            ChartTone.Massage => "#7a3fa0",
            ChartTone.Suggested => "#bfe3cf",
            ChartTone.SuggestedEdge => "#1a6a4c",
            _ => "#8e9690",
        };
}
