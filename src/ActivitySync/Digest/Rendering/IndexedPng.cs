using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// Encodes an image as PNG with a palette: a chart has few colors, and the file is a third of one with full colors. The
/// 256 most frequent colors are exact; rare ones, from smooth edges, become the nearest of them.
/// </summary>
/// <remarks>Format: the PNG specification, third edition; color type 3, bit depth 8.</remarks>
internal static class IndexedPng
{
    private const int MaxColors = 256;
    private const uint ColorMask = 0xffffff;
    private const byte BitDepth = 8;
    private const byte IndexedColor = 3;
    private const uint CrcPolynomial = 0xedb88320;

    /// <summary>The CRC of each byte, as in the specification's sample code.</summary>
    private static readonly uint[] CrcTable =
    [
        .. Enumerable.Range(0, 256).Select(value => ComputeByteCrc((uint)value)),
    ];

    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    /// <param name="pixels">Row by row, as 0xAABBGGRR; alpha is ignored.</param>
    /// <param name="width">The pixels of a row.</param>
    public static byte[] Encode(ReadOnlySpan<uint> pixels, int width)
    {
        var height = pixels.Length / width;
        var counts = new Dictionary<uint, int>();
        for (var at = 0; at < pixels.Length; )
        {
            var color = pixels[at] & ColorMask;
            var run = GetRunLength(pixels[at..]);
            counts[color] = counts.GetValueOrDefault(color) + run;
            at += run;
        }

        // Equal counts are ordered by color, so that the same pixels give the same bytes.
        uint[] palette =
        [
            .. counts
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key)
                .Take(MaxColors)
                .Select(pair => pair.Key),
        ];
        var indexes = counts.Keys.ToDictionary(color => color, color => FindNearest(palette, color));

        using var png = new MemoryStream();
        png.Write(Signature);
        WriteChunk(png, "IHDR", CreateHeader(width, height));
        WriteChunk(
            png,
            "PLTE",
            [.. palette.SelectMany(color => (byte[])[GetRed(color), GetGreen(color), GetBlue(color)])]
        );
        WriteChunk(png, "IDAT", Compress(pixels, width, indexes));
        WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] CreateHeader(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (BitDepth, IndexedColor);
        return header;
    }

    /// <summary>Returns how many pixels from the first on are equal: a chart has long runs of one color.</summary>
    private static int GetRunLength(ReadOnlySpan<uint> pixels)
    {
        var run = pixels.IndexOfAnyExcept(pixels[0]);
        return run < 0 ? pixels.Length : run;
    }

    /// <summary>Compresses the rows, each preceded by its filter: none.</summary>
    /// <remarks>The highest level makes a chart a fifteenth smaller and takes ten times as long.</remarks>
    private static byte[] Compress(ReadOnlySpan<uint> pixels, int width, Dictionary<uint, byte> indexes)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[width + 1];
            for (var start = 0; start < pixels.Length; start += width)
            {
                for (var at = 0; at < width; )
                {
                    var run = GetRunLength(pixels[(start + at)..(start + width)]);
                    row.AsSpan(at + 1, run).Fill(indexes[pixels[start + at] & ColorMask]);
                    at += run;
                }

                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static byte FindNearest(uint[] palette, uint color)
    {
        var (nearest, distance) = (0, int.MaxValue);
        for (var at = 0; at < palette.Length && distance > 0; at++)
        {
            var (red, green, blue) = (
                GetRed(palette[at]) - GetRed(color),
                GetGreen(palette[at]) - GetGreen(color),
                GetBlue(palette[at]) - GetBlue(color)
            );
            var squared = red * red + green * green + blue * blue;
            if (squared < distance)
            {
                (nearest, distance) = (at, squared);
            }
        }

        return (byte)nearest;
    }

    private static byte GetRed(uint color) => (byte)color;

    private static byte GetGreen(uint color) => (byte)(color >> 8);

    private static byte GetBlue(uint color) => (byte)(color >> 16);

    private static void WriteChunk(MemoryStream png, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        var start = (int)png.Position;
        png.Write(Encoding.ASCII.GetBytes(type));
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ComputeCrc(png.GetBuffer().AsSpan(start, data.Length + 4)));
        png.Write(number);
    }

    private static uint ComputeCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc = CrcTable[(byte)(crc ^ one)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint ComputeByteCrc(uint crc)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ CrcPolynomial;
        }

        return crc;
    }
}
