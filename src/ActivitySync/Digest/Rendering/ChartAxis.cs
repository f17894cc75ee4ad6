using ActivitySync.Digest.Localization;

namespace ActivitySync.Digest.Rendering;

/// <summary>The vertical axis of the chart: lines behind the bars, with their times to the left.</summary>
internal sealed record ChartAxis(ChartCanvas Canvas, Language Language, ChartScale Scale)
{
    private const double Gap = 5;

    /// <summary>The width that the times need.</summary>
    public double Width => Gap + Scale.Ticks.Max(tick => ChartCanvas.Measure(Format(tick)).Width);

    /// <summary>Adds the lines, their times and the ground.</summary>
    public void Add(double barsLeft, double barsRight, double ground, double barsHeight)
    {
        foreach (var tick in Scale.Ticks)
        {
            var y = ground - barsHeight * tick / Scale.MaxMinutes;
            Canvas.Lines.Add(new ChartLine(barsLeft, y, barsRight, y, ChartTone.GridLine));
            var left = barsLeft - Gap - ChartCanvas.Measure(Format(tick)).Width;
            Canvas.TryAddText(Format(tick), left, y - ChartCanvas.TextHeight / 2, ChartTone.MutedInk);
        }

        Canvas.Lines.Add(new ChartLine(barsLeft, ground, barsRight, ground, ChartTone.Line));
    }

    private string Format(int minutes) =>
        Scale.IsInHours ? Language.Chart.AxisHours(minutes / 60) : Language.Chart.AxisMinutes(minutes);
}
