using System.Security.Cryptography;

namespace ActivitySync.Sources.Files;

/// <summary>
/// A file's bytes on their one way through: the beginning can be looked at first, a hash is taken of all that passes, and
/// text that goes on for too long without markup ends the reading, since a parser would hold all of it.
/// </summary>
/// <param name="inner">The bytes; disposed by its owner.</param>
internal sealed class ContentStream(Stream inner) : Stream
{
    /// <summary>Enough to tell formats apart.</summary>
    private const int HeadBytes = 512;

    private const int DrainBytes = 81920;

    /// <summary>The longest stretch of text or name in a markup file; real ones stay below a few thousand.</summary>
    private const int MaxUnmarked = 1_000_000;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _head = [];
    private int _headUsed;
    private long _unmarked;

    /// <summary>Whether the bytes are markup, which must not go on without a tag.</summary>
    public bool IsMarkup { get; set; }

    /// <summary>Markup was looked for in vain for too long; the stream has ended.</summary>
    public bool Unmarked { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The first bytes, which are given again when read; only before the first reading.</summary>
    public ReadOnlySpan<byte> Head()
    {
        if (_head.Length > 0) return _head;
        var head = new byte[HeadBytes];
        var read = inner.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        _hash.AppendData(head, 0, read);
        return _head = head[..read];
    }

    /// <summary>Leaves out the first bytes.</summary>
    public void SkipHead(int bytes) => _headUsed = Math.Min(bytes, _head.Length);

    public override int Read(Span<byte> buffer)
    {
        if (Unmarked) return 0;
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

        return IsMarkup && !IsMarkedUp(buffer[..read]) ? 0 : read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads what is left and answers the hash of all bytes, in hex.</summary>
    public string Finish()
    {
        var buffer = new byte[DrainBytes];
        int read;
        while ((read = inner.Read(buffer)) > 0) _hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private bool IsMarkedUp(ReadOnlySpan<byte> bytes)
    {
        var last = bytes.LastIndexOf((byte)'<');
        _unmarked = last < 0 ? _unmarked + bytes.Length : bytes.Length - last;
        Unmarked = _unmarked > MaxUnmarked;
        return !Unmarked;
    }
}
