using System.Buffers;

namespace ActivitySync.Sources.Files;

/// <summary>Holds a content that its format cannot be read without, up to a limit.</summary>
internal static class WholeContent
{
    private const int LeastBuffer = 256 * 1024;

    public delegate FileContent Reader(ReadOnlySpan<byte> content);

    /// <summary>What the reader makes of it; null if there is more than the limit.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="expected">How many there will be, as a guess.</param>
    /// <param name="limit">The most that is held.</param>
    /// <param name="read">The reader.</param>
    public static FileContent? Read(Stream content, long expected, int limit, Reader read)
    {
        limit = Math.Max(limit, LeastBuffer);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(expected, LeastBuffer, limit));
        var length = 0;
        try
        {
            int more;
            while ((more = content.Read(buffer.AsSpan(length))) > 0)
            {
                length += more;
                if (length > limit || (length == buffer.Length && length == limit)) return null;
                if (length == buffer.Length) buffer = Grown(buffer);
            }

            return read(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
