namespace ActivitySync.Sources.Files.Gpx;

/// <summary>Reads the tracks of a GPX file, each as an activity. Routes and tracks without times are plans, not recordings.</summary>
internal static class GpxReader
{
    public const string Root = "gpx";

    private const int MaxTracks = 1000;

    /// <exception cref="System.Xml.XmlException">The file is not well-formed.</exception>
    public static FileContent Read(XmlElements xml)
    {
        var recorded = new List<Recorded>();
        GpxTrack? track = null;
        while (recorded.Count < MaxTracks && xml.Read())
        {
            if (xml is { Name: "trk", IsEnd: false })
            {
                track = new GpxTrack();
            }
            else if (xml is { Name: "trk", IsEnd: true } && track is not null)
            {
                if (track.ToRecorded() is { } whole) recorded.Add(whole);
                track = null;
            }
            else
            {
                track?.Take(xml);
            }
        }

        return recorded.Count > 0
            ? FileContent.Of(RecordingFormat.Gpx, recorded, [])
            : FileContent.Skipped("a GPX file without times: a route or places, no recording");
    }
}
