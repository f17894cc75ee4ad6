namespace ActivitySync.Digest.Rendering;

/// <summary>A rectangle of the chart, in drawing units; down is positive.</summary>
internal readonly record struct ChartBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public double CenterX => (Left + Right) / 2;

    public double CenterY => (Top + Bottom) / 2;

    /// <summary>Checks whether two boxes share an area; common edges don't count.</summary>
    public bool Overlaps(ChartBox other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>Returns the box with a margin to the left and right.</summary>
    public ChartBox Widen(double margin) => this with { Left = Left - margin, Right = Right + margin };

    /// <summary>Creates a square.</summary>
    public static ChartBox CreateSquare(double centerX, double centerY, double size) =>
        new(centerX - size / 2, centerY - size / 2, centerX + size / 2, centerY + size / 2);
}

/// <summary>What something in the chart means; decides its color.</summary>
internal enum ChartTone
{
    Ink,
    MutedInk,
    Line,
    GridLine,
    Future,
    OtherTraining,
    HardSession,
    LongLoad,
    LongRun,
    Race,
    Massage,
    Suggested,
    SuggestedEdge,
}

/// <summary>A small shape, so that nothing is shown by color only.</summary>
internal enum ChartSymbol
{
    /// <summary>A part of a bar, in the legend.</summary>
    Bar,

    /// <summary>A long run.</summary>
    Dot,

    /// <summary>A long ride or hike.</summary>
    Triangle,

    /// <summary>A race.</summary>
    Diamond,

    /// <summary>A race ahead.</summary>
    Flag,

    /// <summary>A massage.</summary>
    Hand,
}

/// <summary>A text in its box, whose height is one line.</summary>
/// <param name="Text">One line.</param>
/// <param name="Box">The area that the text takes.</param>
/// <param name="Size">The size of its letters, in drawing units.</param>
/// <param name="IsBold">Bold or regular.</param>
/// <param name="Tone">Its color.</param>
internal sealed record ChartText(string Text, ChartBox Box, double Size, bool IsBold, ChartTone Tone);

/// <summary>The bar of a day.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Box">All of it.</param>
/// <param name="Tone">The color of its lower part, which is the marked activity.</param>
/// <param name="MarkTop">Where that part ends; the rest is other training of the day.</param>
internal sealed record ChartBar(ChartDay Day, ChartBox Box, ChartTone Tone, double MarkTop);

/// <summary>A symbol of a day, or of the legend.</summary>
/// <param name="Symbol">Its shape.</param>
/// <param name="Box">The area that it takes.</param>
/// <param name="Tone">Its color.</param>
/// <param name="Date">Its day; null in the legend.</param>
internal sealed record ChartMark(ChartSymbol Symbol, ChartBox Box, ChartTone Tone, DateOnly? Date);

/// <summary>A colored area behind everything else.</summary>
internal sealed record ChartArea(ChartBox Box, ChartTone Tone);

/// <summary>A thin straight line.</summary>
internal sealed record ChartLine(double FromX, double FromY, double ToX, double ToY, ChartTone Tone);
