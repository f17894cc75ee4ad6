namespace ActivitySync.Sources.Garmin;

/// <summary>One answer, or the lack of one.</summary>
/// <param name="Status">The HTTP status; 0 if no whole answer came.</param>
/// <param name="Fault">What went wrong; null if nothing did.</param>
/// <param name="Body">All of the answer. It may hold a token, so it goes into no line and no log.</param>
/// <param name="RetryAfter">How long the service wants to be left alone; null if it does not say.</param>
internal sealed record GarminReply(int Status, GarminFault? Fault, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    public override string ToString() => $"HTTP {Status} {Fault}";
}
