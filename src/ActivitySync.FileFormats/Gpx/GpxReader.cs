namespace ActivitySync.FileFormats.Gpx;

/// <summary>
/// Reads each track of a GPX 1.0 or 1.1 file as an activity. Routes, and tracks without times, are plans and not
/// recordings.
/// </summary>
internal static class GpxReader
{
    public const string RootElement = "gpx";

    private const int MaxTracks = 1000;

    /// <exception cref="System.Xml.XmlException">The file is not well-formed.</exception>
    public static ParsedFile Read(XmlElementReader xml)
    {
        var recorded = new List<RawRecording>();
        var errors = new TrackErrors();
        var (wrong, early) = (0, 0);
        GpxTrackBuilder? track = null;
        while (recorded.Count < MaxTracks && xml.Read())
        {
            if (xml is { Name: "trk", IsEnd: false })
            {
                track = new GpxTrackBuilder();
            }
            else if (xml is { Name: "trk", IsEnd: true } && track is not null)
            {
                if (track.ToRecording(errors) is { } recording)
                {
                    recorded.Add(recording);
                }
                else
                {
                    wrong += track.HasWrongTimes ? 1 : 0;
                    early += track.HasOnlyEarlyTimes ? 1 : 0;
                }

                track = null;
            }
            else
            {
                track?.AddElement(xml);
            }
        }

        return recorded.Count > 0 ? ParsedFile.FromRecordings(RecordingFormat.Gpx, recorded, [.. errors.Describe()])
            : wrong > 0
                ? ParsedFile.CreateQuarantined(
                    early == wrong
                        ? "its times are before 1990: the clock of the watch was never set"
                        : "its times cannot be read, or cannot be right"
                )
            : ParsedFile.CreateSkipped("a GPX file without times: a route or places, no recording");
    }
}
