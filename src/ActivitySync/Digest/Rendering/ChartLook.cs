using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>How the bar of a day looks.</summary>
internal static class ChartLook
{
    /// <summary>Returns the color of a bar and the symbol above it; null without a symbol.</summary>
    public static (ChartTone Tone, ChartSymbol? Symbol) Get(Label? mark) =>
        mark switch
        {
            Label.Race => (ChartTone.Race, ChartSymbol.Diamond),
            Label.LongRun => (ChartTone.LongRun, ChartSymbol.Dot),
            Label.LongLoad => (ChartTone.LongLoad, ChartSymbol.Triangle),
            Label.Hard => (ChartTone.HardSession, null),
            _ => (ChartTone.OtherTraining, null),
        };
}
