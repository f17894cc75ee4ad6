using System.Text;
using ActivitySync.Advice;

namespace ActivitySync.Tests.Advice;

public sealed class Utf8LineReaderTests
{
    [Fact]
    public void Lines_are_numbered_and_blank_ones_are_skipped() =>
        Assert.Equal([(1, "a"), (4, "b"), (5, "c")], Read("a\r\n\n  \t\r\nb\nc"));

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_first_line() =>
        Assert.Equal([(1, "a"), (2, "b")], Read("\uFEFFa\nb\n"));

    [Fact]
    public void An_empty_stream_has_no_lines() => Assert.Empty(Read(""));

    [Fact]
    public void A_line_longer_than_the_buffer_is_read_completely()
    {
        var longLine = new string('x', 300_000);

        Assert.Equal([(1, "a"), (2, longLine), (3, "b")], Read($"a\n{longLine}\nb"));
    }

    [Fact]
    public void A_stream_that_returns_one_byte_at_a_time_reads_the_same()
    {
        using var slow = new SlowStream("\uFEFFone\n\ntwo\n"u8.ToArray());
        var lines = new Utf8LineReader(slow);

        Assert.Equal("one", Encoding.UTF8.GetString(lines.ReadLine()!.Value.Span).Trim());
        Assert.Equal("two", Encoding.UTF8.GetString(lines.ReadLine()!.Value.Span).Trim());
        Assert.Null(lines.ReadLine());
    }

    [Fact]
    public void The_rest_starts_after_the_line_read_last()
    {
        var lines = new Utf8LineReader(new MemoryStream("a\nb\nc\n"u8.ToArray()));
        lines.ReadLine();

        Assert.Equal("b\nc\n", Encoding.UTF8.GetString(lines.ReadToEnd().Span));
    }

    private static List<(int Number, string Text)> Read(string text)
    {
        var lines = new Utf8LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var read = new List<(int, string)>();
        while (lines.ReadLine() is { } line)
        {
            read.Add((lines.LineNumber, Encoding.UTF8.GetString(line.Span).TrimEnd('\r', '\n')));
        }

        return read;
    }

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}
