using System.Security.Cryptography;

namespace ActivitySync.FileFormats;

/// <summary>
/// Reads a file once: allows a look at the first bytes, hashes all of them, and ends at an XML token that is too long,
/// because a parser would hold all of it in memory.
/// </summary>
/// <remarks>
/// Parsers close the stream; the hash is still needed then, so only <see cref="ComputeHash"/> releases it.
/// </remarks>
/// <param name="inner">The bytes; disposed by its owner.</param>
internal sealed class HashingStream(Stream inner) : Stream
{
    /// <summary>Enough to recognize every format.</summary>
    private const int HeadBytes = 512;

    private const int DrainBytes = 81920;

    /// <summary>The longest tag, text or comment in an XML file; real ones stay below a few thousand bytes.</summary>
    private const int MaxTokenBytes = 1_000_000;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _head = [];
    private int _headUsed;
    private long _tokenBytes;

    /// <summary>Whether the bytes are XML, so that the length of tokens is limited.</summary>
    public bool IsMarkup { get; set; }

    /// <summary>A token was too long; the stream has ended.</summary>
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

    /// <summary>The first bytes. They are returned again by the first read; call it before that.</summary>
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

    /// <summary>Skips the first bytes.</summary>
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

    /// <summary>Starts counting a new token; called when the parser has finished one.</summary>
    public void ResetTokenLength() => _tokenBytes = 0;

    /// <summary>Reads the rest and returns the SHA-256 of all bytes, in hex.</summary>
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
