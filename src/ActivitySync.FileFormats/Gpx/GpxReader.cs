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

                track = null;
            }
            else
            {
                track?.AddElement(xml);
            }
        }

        return recorded.Count > 0
            ? ParsedFile.FromRecordings(RecordingFormat.Gpx, recorded, [.. errors.Describe()])
            : ParsedFile.CreateSkipped("a GPX file without times: a route or places, no recording");
    }
}
