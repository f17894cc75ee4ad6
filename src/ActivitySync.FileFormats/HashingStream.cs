using System.Security.Cryptography;

namespace ActivitySync.FileFormats;

/// <summary>
/// A file's bytes on their one way through: the beginning can be looked at first, a hash is taken of all that passes, and
/// a piece of markup that goes on for too long ends the reading, since a parser would hold all of it.
/// </summary>
/// <remarks>Parsers close what they read; the hash still has to be told then, so it goes with <see cref="ComputeHash"/> alone.</remarks>
/// <param name="inner">The bytes; disposed by its owner.</param>
internal sealed class HashingStream(Stream inner) : Stream
{
    /// <summary>Enough to tell formats apart.</summary>
    private const int HeadBytes = 512;

    private const int DrainBytes = 81920;

    /// <summary>The longest tag, text or comment in a markup file; real ones stay below a few thousand.</summary>
    private const int MaxTokenBytes = 1_000_000;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _head = [];
    private int _headUsed;
    private long _tokenBytes;

    /// <summary>Whether the bytes are markup, whose pieces are told by <see cref="ResetTokenLength"/>.</summary>
    public bool IsMarkup { get; set; }

    /// <summary>A piece went on for too long; the stream has ended.</summary>
    public bool IsTokenTooLong { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, which are given again when read; only before the first reading.</summary>
    public ReadOnlySpan<byte> PeekHead()
    {
        if (_head.Length > 0)
        {
            return _head;
        }

        var head = new byte[HeadBytes];
        var read = inner.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        _hash.AppendData(head, 0, read);
        return _head = head[..read];
    }

    /// <summary>Leaves out the first bytes.</summary>
    public void SkipHead(int bytes) => _headUsed = Math.Min(bytes, _head.Length);

    public override int Read(Span<byte> buffer)
    {
        if (IsTokenTooLong)
        {
            return 0;
        }

        int read;
        if (_headUsed < _head.Length)
        {
            read = Math.Min(buffer.Length, _head.Length - _headUsed);
            _head.AsSpan(_headUsed, read).CopyTo(buffer);
            _headUsed += read;
        }
        else
        {
            read = inner.Read(buffer);
            _hash.AppendData(buffer[..read]);
        }

        _tokenBytes += read;
        IsTokenTooLong = IsMarkup && _tokenBytes > MaxTokenBytes;
        return IsTokenTooLong ? 0 : read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>The parser has got a piece of markup whole and lets go of it.</summary>
    public void ResetTokenLength() => _tokenBytes = 0;

    /// <summary>Reads what is left and answers the hash of all bytes, in hex.</summary>
    public string ComputeHash()
    {
        var buffer = new byte[DrainBytes];
        int read;
        while ((read = inner.Read(buffer)) > 0)
        {
            _hash.AppendData(buffer, 0, read);
        }

        var hash = Convert.ToHexStringLower(_hash.GetHashAndReset());
        _hash.Dispose();
        return hash;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
