using System.Buffers;

namespace ActivitySync.FileFormats;

/// <summary>Holds a content that its format cannot be read without, up to a limit.</summary>
internal static class ContentBuffer
{
    private const int MinBufferBytes = 256 * 1024;

    public delegate ParsedFile ContentParser(ReadOnlySpan<byte> content);

    /// <summary>What the reader makes of it; null if there is more than the limit.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="expectedBytes">How many there will be, as a guess.</param>
    /// <param name="maxBytes">The most that is held.</param>
    /// <param name="parse">The reader.</param>
    public static ParsedFile? ReadAll(Stream content, long expectedBytes, int maxBytes, ContentParser parse)
    {
        maxBytes = Math.Max(maxBytes, MinBufferBytes);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(expectedBytes, MinBufferBytes, maxBytes));
        var length = 0;
        try
        {
            int more;
            while ((more = content.Read(buffer.AsSpan(length))) > 0)
            {
                length += more;
                if (length > maxBytes || (length == buffer.Length && length == maxBytes))
                {
                    return null;
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }

            return parse(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
