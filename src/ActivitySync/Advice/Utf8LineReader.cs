namespace ActivitySync.Advice;

/// <summary>Reads a stream line by line with one line in memory; blank lines are skipped but counted.</summary>
/// <param name="input">The stream.</param>
/// <param name="maxBytes">The max size of a line, or of the rest, so that endless input ends.</param>
internal sealed class Utf8LineReader(Stream input, int maxBytes = Utf8LineReader.DefaultMaxBytes)
{
    /// <summary>Far above a timeline of many years.</summary>
    private const int DefaultMaxBytes = 128 * 1024 * 1024;

    private const int BytesPerMegabyte = 1024 * 1024;
    private const int InitialBufferBytes = 64 * 1024;
    private const byte LineFeed = (byte)'\n';

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private byte[] _buffer = new byte[InitialBufferBytes];
    private int _start;
    private int _end;
    private bool _isStarted;
    private bool _isAtEnd;

    /// <summary>The number of the line read last, from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Returns the next line that is not blank, or null at the end. It is valid until the next call.</summary>
    /// <exception cref="SimulationDocumentException">The line is too long.</exception>
    public ReadOnlyMemory<byte>? ReadLine()
    {
        while (TakeLine() is { } line)
        {
            LineNumber++;
            if (!line.Span.Trim(" \t\r\n"u8).IsEmpty)
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>Returns the rest of the stream. It is valid until the next call.</summary>
    /// <exception cref="SimulationDocumentException">The rest is too long.</exception>
    public ReadOnlyMemory<byte> ReadToEnd()
    {
        SkipByteOrderMark();
        while (FillBuffer()) { }

        var rest = _buffer.AsMemory(_start, _end - _start);
        _start = _end;
        return rest;
    }

    private ReadOnlyMemory<byte>? TakeLine()
    {
        SkipByteOrderMark();
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf(LineFeed);
            if (found >= 0)
            {
                return Take(searched + found + 1);
            }

            searched = _end - _start;
            if (FillBuffer())
            {
                continue;
            }

            if (searched == 0)
            {
                return null;
            }

            return Take(searched);
        }
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length;
        return line;
    }

    private void SkipByteOrderMark()
    {
        if (_isStarted)
        {
            return;
        }

        _isStarted = true;
        while (_end < ByteOrderMark.Length && FillBuffer()) { }

        if (_buffer.AsSpan(0, _end).StartsWith(ByteOrderMark))
        {
            _start = ByteOrderMark.Length;
        }
    }

    private bool FillBuffer()
    {
        if (_isAtEnd)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= maxBytes)
            {
                throw new SimulationDocumentException(
                    "",
                    FormattableString.Invariant(
                        $"is larger than {maxBytes / BytesPerMegabyte} MB. Use fewer activities."
                    )
                );
            }

            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, maxBytes));
        }

        var read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isAtEnd = read == 0;
        return !_isAtEnd;
    }
}
