namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// Reads a stream forward up to a limit and ends there; the size that a packed file claims is not trusted.
/// </summary>
/// <param name="inner">The stream; disposed with this.</param>
/// <param name="limit">The max number of bytes returned.</param>
internal sealed class BoundedStream(Stream inner, long limit) : Stream
{
    /// <summary>Bytes returned so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>There was more than the limit.</summary>
    public bool IsLimitExceeded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (IsLimitExceeded || buffer.IsEmpty)
        {
            return 0;
        }

        var left = limit - BytesRead;
        if (left == 0)
        {
            IsLimitExceeded = inner.ReadByte() >= 0;
            return 0;
        }

        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        BytesRead += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
