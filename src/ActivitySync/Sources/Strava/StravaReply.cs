using System.Net.Http.Headers;

namespace ActivitySync.Sources.Strava;

/// <summary>One answer, or the lack of one.</summary>
/// <param name="Status">The HTTP status; 0 if no whole answer came.</param>
/// <param name="Fault">What went wrong; null if nothing did.</param>
/// <param name="Body">All of the answer. It may hold tokens, so it goes into no line and no log.</param>
/// <param name="Headers">Null if no whole answer came.</param>
internal sealed record StravaReply(int Status, StravaFault? Fault, ReadOnlyMemory<byte> Body, HttpResponseHeaders? Headers)
{
    /// <summary>The host that was asked and the setting that names it.</summary>
    public string Where { get; init; } = "Strava:ApiUrl";

    /// <summary>There was an answer, and it was lost on the way.</summary>
    public bool IsLost => Fault is StravaFault.TimedOut or StravaFault.BrokenOff or StravaFault.Unreadable;

    /// <summary>Strava may have acted although we cannot tell: a gateway answers 502 or 504 for a server behind it that did.</summary>
    public bool MayHaveActed => IsLost || Fault is StravaFault.ServerTrouble;

    public override string ToString() => $"HTTP {Status} {Fault}";
}
