using ActivitySync.FileSystem;
using ScottPlot;
using SkiaSharp;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The chart's fonts, embedded in the program: a server often has none, and the same input gives the same image
/// everywhere.
/// </summary>
internal sealed class ChartFont : IFontResolver
{
    public const string Regular = "ActivitySync Roboto";
    public const string Bold = "ActivitySync Roboto Bold";

    private static readonly Lock Gate = new();
    private static bool IsRegistered;

    private static readonly byte[] RegularBytes = EmbeddedFile.ReadBytes("Fonts/Roboto-Regular.ttf");
    private static readonly byte[] BoldBytes = EmbeddedFile.ReadBytes("Fonts/Roboto-Bold.ttf");

    private ChartFont() { }

    /// <summary>Registers the fonts with the drawing library, once.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (IsRegistered)
            {
                return;
            }

            NativeLibraryLoader.Load("libSkiaSharp", typeof(SKData).Assembly);
            Fonts.FontResolvers.Insert(0, new ChartFont());
            IsRegistered = true;
        }
    }

    /// <summary>Measures one line of text as it is drawn.</summary>
    public static (double Width, double Height) Measure(string text, double size, bool isBold)
    {
        Register();
        using var paint = Paint.NewDisposablePaint();
        var measured = new LabelStyle
        {
            Text = text,
            FontName = isBold ? Bold : Regular,
            FontSize = (float)size,
        }.Measure(text, paint);
        return (measured.Width, measured.Height);
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
        Typeface(fontName);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => Typeface(fontName);

    /// <remarks>Each weight has a name of its own, since the library ignores a weight that is set separately.</remarks>
    private static SKTypeface? Typeface(string fontName)
    {
        if (fontName is not (Regular or Bold))
        {
            return null;
        }

        using var data = SKData.CreateCopy(fontName == Bold ? BoldBytes : RegularBytes);
        return SKTypeface.FromData(data);
    }
}
