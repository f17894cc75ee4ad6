using System.Buffers;

namespace ActivitySync.FileFormats;

/// <summary>
/// Reads a complete content into memory, up to a limit. The buffers are pooled: an import of thousands of files would
/// allocate a large array for each (CONTRIBUTING.md, Performance).
/// </summary>
internal static class ContentBuffer
{
    private const int MinBufferBytes = 256 * 1024;

    public delegate ParsedFile ContentParser(ReadOnlySpan<byte> content);

    /// <summary>Parses the complete content; null if it is larger than the limit.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="expectedBytes">An estimate of the size.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <param name="parse">Parses the bytes; they are valid during the call only.</param>
    public static ParsedFile? ReadAll(Stream content, long expectedBytes, int maxBytes, ContentParser parse)
    {
        maxBytes = Math.Max(maxBytes, MinBufferBytes);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(expectedBytes, MinBufferBytes, maxBytes));
        var length = 0;
        try
        {
            int read;
            while ((read = content.Read(buffer.AsSpan(length))) > 0)
            {
                length += read;
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
