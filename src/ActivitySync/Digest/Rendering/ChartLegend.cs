using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>The chart's legend: one entry for each kind of thing that is in the chart.</summary>
/// <param name="Symbol">The shape; null for an area.</param>
/// <param name="Tone">The color of the shape.</param>
/// <param name="Background">The color behind the shape; null without.</param>
/// <param name="Text">What it means.</param>
internal sealed record ChartLegendEntry(ChartSymbol Symbol, ChartTone Tone, ChartTone? Background, string Text)
{
    /// <summary>Creates the entries for what these days show, in a fixed order.</summary>
    public static IReadOnlyList<ChartLegendEntry> CreateAll(IReadOnlyList<ChartDay> days, Language language)
    {
        var words = language.Chart;
        (bool IsShown, ChartLegendEntry Entry)[] all =
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
}
