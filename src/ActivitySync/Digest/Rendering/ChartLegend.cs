using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>The chart's legend: one entry for each kind of thing that is in the chart.</summary>
internal static class ChartLegend
{
    private const double RowHeight = 19;
    private const double SymbolSize = 10;
    private const double SymbolWidth = 18;
    private const double SymbolCenter = 7;
    private const double BackgroundSize = 15;
    private const double EntryGap = 14;

    /// <summary>Adds the legend in as many rows as it needs. Returns its bottom.</summary>
    public static double Add(
        ChartCanvas canvas,
        IReadOnlyList<ChartDay> days,
        Language language,
        double minLeft,
        double maxRight,
        double top
    )
    {
        var x = minLeft;
        foreach (var entry in CreateEntries(days, language))
        {
            var (width, height) = ChartCanvas.Measure(entry.Text);
            if (x > minLeft && x + SymbolWidth + width > maxRight)
            {
                (x, top) = (minLeft, top + RowHeight);
            }

            var (center, middle) = (x + SymbolCenter, top + RowHeight / 2);
            if (entry.Background is { } background)
            {
                canvas.Areas.Add(new ChartArea(ChartBox.CreateSquare(center, middle, BackgroundSize), background));
            }

            var symbol = ChartBox.CreateSquare(center, middle, SymbolSize);
            canvas.Marks.Add(new ChartMark(entry.Symbol, symbol, entry.Tone, null));
            canvas.TryAddText(entry.Text, x + SymbolWidth, middle - height / 2, ChartTone.Ink);
            x += SymbolWidth + width + EntryGap;
        }

        return top + RowHeight;
    }

    /// <summary>Creates the entries for what these days show, in a fixed order.</summary>
    private static IReadOnlyList<Entry> CreateEntries(IReadOnlyList<ChartDay> days, Language language)
    {
        var words = language.Chart;
        (bool IsShown, Entry Entry)[] all =
        [
            (HasMark(Label.Race), new(ChartSymbol.Diamond, ChartTone.Race, null, words.Race)),
            (HasMark(Label.LongRun), new(ChartSymbol.Dot, ChartTone.LongRun, null, words.LongRun)),
            (HasMark(Label.LongLoad), new(ChartSymbol.Triangle, ChartTone.LongLoad, null, words.LongLoad)),
            (HasMark(Label.Hard), new(ChartSymbol.Bar, ChartTone.HardSession, null, words.HardSession)),
            (
                days.Any(day => day.Minutes > day.MarkMinutes),
                new(ChartSymbol.Bar, ChartTone.OtherTraining, null, words.OtherTraining)
            ),
            (days.Any(day => day.HasRaceAhead), new(ChartSymbol.Flag, ChartTone.Race, null, words.RaceAhead)),
            (days.Any(day => day.HadMassage), new(ChartSymbol.Hand, ChartTone.Massage, null, words.Massage)),
            (
                days.Any(day => day.IsSuggested),
                new(ChartSymbol.Hand, ChartTone.SuggestedEdge, ChartTone.Suggested, words.Suggested)
            ),
        ];
        return [.. all.Where(one => one.IsShown).Select(one => one.Entry)];

        bool HasMark(Label mark) => days.Any(day => day.Mark == mark);
    }

    /// <summary>One entry.</summary>
    /// <param name="Symbol">The shape.</param>
    /// <param name="Tone">The color of the shape.</param>
    /// <param name="Background">The color behind the shape; null without.</param>
    /// <param name="Text">What it means.</param>
    private sealed record Entry(ChartSymbol Symbol, ChartTone Tone, ChartTone? Background, string Text);
}
