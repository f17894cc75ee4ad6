using System.Text;
using System.Text.Unicode;

namespace ActivitySync.Sources.Calendars;

/// <summary>The bytes of a calendar, as they were downloaded or read from a file.</summary>
/// <param name="Bytes">The bytes, which may begin with a byte order mark.</param>
/// <param name="Charset">The charset that the server names; null if it names none.</param>
internal sealed record CalendarContent(ReadOnlyMemory<byte> Bytes, string? Charset);

/// <summary>
/// Splits the bytes of a calendar into its lines, without folds (RFC 5545, 3.1).
/// </summary>
/// <remarks>
/// A fold may be in the middle of a letter, so lines are unfolded before they are decoded. Each line is decoded by
/// itself: calendars that were put together from several sources mix charsets.
/// </remarks>
internal static class CalendarText
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Charsets that in practice mean windows-1252, which includes all their letters.</summary>
    private static readonly string[] Windows1252Names = ["iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii"];

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Returns the unfolded lines that aren't empty; null if there are too many to be a calendar.</summary>
    /// <param name="content">The calendar.</param>
    /// <param name="maxLines">The max number of lines, folded ones included.</param>
    /// <param name="maxParts">The max number of parameters and list items of all lines.</param>
    public static IReadOnlyList<string>? ReadLines(CalendarContent content, int maxLines, int maxParts)
    {
        var bytes = ConvertToUtf8(content.Bytes.Span) is { } converted ? converted.AsSpan() : content.Bytes.Span;
        if (
            Math.Max(bytes.Count((byte)'\n'), bytes.Count((byte)'\r')) > maxLines
            || bytes.Count((byte)';') + bytes.Count((byte)',') > maxParts
        )
        {
            return null;
        }

        var declared = FindEncoding(content.Charset);
        var lines = new List<string>();
        var pending = new List<byte>();
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            if (line.StartsWith(Utf8Mark))
            {
                line = line[Utf8Mark.Length..];
            }

            // Empty lines are ignored, which includes those between CR and LF.
            if (line.IsEmpty)
            {
                continue;
            }

            if (line[0] is (byte)' ' or (byte)'\t')
            {
                pending.AddRange(line[1..]);
                continue;
            }

            AddLine(lines, pending, declared);
            pending.AddRange(line);
        }

        AddLine(lines, pending, declared);
        return lines;
    }

    private static void AddLine(List<string> lines, List<byte> pending, Encoding? declared)
    {
        if (pending.Count == 0)
        {
            return;
        }

        lines.Add(Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending), declared));
        pending.Clear();
    }

    /// <summary>
    /// Decodes a line. Text that is valid UTF-8 is UTF-8, whatever single-byte charset a server names by default.
    /// </summary>
    private static string Decode(ReadOnlySpan<byte> line, Encoding? declared) =>
        declared is { IsSingleByte: false } ? declared.GetString(line)
        : Utf8.IsValid(line) ? Encoding.UTF8.GetString(line)
        : (declared ?? Windows1252).GetString(line);

    /// <summary>Converts UTF-16, and UTF-32 with a byte order mark; null if the text is neither.</summary>
    private static byte[]? ConvertToUtf8(ReadOnlySpan<byte> bytes)
    {
        Encoding? encoding = bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
            [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };
        return encoding is null ? null : Encoding.UTF8.GetBytes(encoding.GetString(bytes));
    }

    /// <summary>
    /// Returns the encoding that a server names; null for UTF-8, for an unknown one, and for UTF-16 and UTF-32, which
    /// the bytes themselves show.
    /// </summary>
    private static Encoding? FindEncoding(string? charset)
    {
        var name = (charset ?? "").Trim().Trim('"', '\'').ToLowerInvariant();
        if (Windows1252Names.Contains(name))
        {
            return Windows1252;
        }

        if (name.Length == 0 || name.StartsWith("utf", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
