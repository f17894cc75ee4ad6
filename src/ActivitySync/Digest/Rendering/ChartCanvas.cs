namespace ActivitySync.Digest.Rendering;

/// <summary>Collects what the chart consists of, and places a text only where it covers nothing.</summary>
internal sealed class ChartCanvas
{
    /// <summary>The size of all letters except the title's, in drawing units.</summary>
    public const double TextSize = 12;

    /// <summary>The minimum distance between two texts in a row.</summary>
    private const double TextGap = 4;

    public List<ChartBar> Bars { get; } = [];

    public List<ChartMark> Marks { get; } = [];

    public List<ChartText> Texts { get; } = [];

    public List<ChartArea> Areas { get; } = [];

    public List<ChartLine> Lines { get; } = [];

    public static double TextHeight { get; } = Measure("0").Height;

    public static (double Width, double Height) Measure(string text, bool isBold = false) =>
        ChartFont.Measure(text, TextSize, isBold);

    /// <summary>Adds a text. Returns false if it would cover another text, a bar or a symbol.</summary>
    public bool TryAddText(string text, double left, double top, ChartTone tone, bool isBold = false)
    {
        var (width, height) = Measure(text, isBold);
        var box = new ChartBox(left, top, left + width, top + height);
        if (
            Texts.Exists(other => other.Box.Widen(TextGap).Overlaps(box))
            || Bars.Exists(bar => bar.Box.Overlaps(box))
            || Marks.Exists(mark => mark.Box.Overlaps(box))
        )
        {
            return false;
        }

        Texts.Add(new ChartText(text, box, TextSize, isBold, tone));
        return true;
    }
}
