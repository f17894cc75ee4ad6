using ScottPlot;
using SkiaSharp;

namespace ActivitySync.Digest;

/// <summary>The picture's letters travel with the program: a server often has no fonts, and the same input gives the same picture everywhere.</summary>
internal sealed class ChartFont : IFontResolver
{
    public const string Name = "ActivitySync Roboto";

    private static readonly Lock _gate = new();
    private static bool _known;

    private static readonly byte[] _regular = Load("Roboto-Regular.ttf");
    private static readonly byte[] _bold = Load("Roboto-Bold.ttf");

    private ChartFont()
    {
    }

    /// <summary>Makes the font known to the drawing library, once.</summary>
    public static void Register()
    {
        lock (_gate)
        {
            if (_known) return;
            Fonts.FontResolvers.Insert(0, new ChartFont());
            _known = true;
        }
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, italic: false);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic)
    {
        if (fontName != Name) return null;
        using var data = SKData.CreateCopy(bold ? _bold : _regular);
        return SKTypeface.FromData(data);
    }

    private static byte[] Load(string name)
    {
        using var stream = typeof(ChartFont).Assembly.GetManifestResourceStream($"Fonts/{name}")
            ?? throw new InvalidOperationException($"The font {name} is not in the program.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
