namespace ActivitySync.Sources.Keys;

/// <summary>A response, or the reason why there is none.</summary>
/// <param name="Status">The HTTP status; 0 if no complete response was received.</param>
/// <param name="ErrorKind">The error; null if the call succeeded.</param>
/// <param name="Body">The complete body. It may contain a token, so it is never logged or shown.</param>
/// <param name="RetryAfter">How long to wait before the next call; null if the response doesn't say.</param>
internal sealed record KeyResponse(int Status, KeyErrorKind? ErrorKind, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    public override string ToString() => $"HTTP {Status} {ErrorKind}";
}
