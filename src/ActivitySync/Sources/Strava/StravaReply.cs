using System.Net.Http.Headers;

namespace ActivitySync.Sources.Strava;

/// <summary>One answer, or the lack of one.</summary>
/// <param name="Status">The HTTP status; 0 if no whole answer came.</param>
/// <param name="Fault">What went wrong; null if nothing did.</param>
/// <param name="Body">All of the answer. It may hold tokens, so it goes into no line and no log.</param>
/// <param name="Headers">Null if no whole answer came.</param>
internal sealed record StravaReply(int Status, StravaFault? Fault, ReadOnlyMemory<byte> Body, HttpResponseHeaders? Headers)
{
    /// <summary>Strava may have acted although we cannot tell.</summary>
    public bool MayHaveActed => Fault is StravaFault.TimedOut or StravaFault.BrokenOff or StravaFault.Unreadable;

    public override string ToString() => $"HTTP {Status} {Fault}";
}
