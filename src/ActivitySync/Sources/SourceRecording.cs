using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources;

/// <summary>One recording as a source holds it.</summary>
/// <param name="Source">Where it came from.</param>
/// <param name="SourceId">The source's own id of it; for files the content's hash and the session's number.</param>
/// <param name="Format">How it was written down, which decides whose numbers win among copies.</param>
/// <param name="Activity">
/// Its values; <see cref="Activity.Id"/> is not used and equals <paramref name="SourceId"/>.
/// </param>
internal sealed record SourceRecording(SourceName Source, string SourceId, RecordingFormat Format, Activity Activity)
{
    public string SourceId { get; init; } = StoredText.Clean(SourceId);

    /// <summary>The device that recorded it, as the source names it; null if the source doesn't say.</summary>
    public string? DeviceName { get; init; }
}
