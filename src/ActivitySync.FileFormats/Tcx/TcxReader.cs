namespace ActivitySync.FileFormats.Tcx;

/// <summary>
/// Reads the activities of a TCX file: sums over the laps; what laps don't have comes from the points.
/// </summary>
internal static class TcxReader
{
    public const string RootElement = "TrainingCenterDatabase";

    /// <summary>A file has one, or a few of one day.</summary>
    private const int MaxActivities = 1000;

    /// <exception cref="System.Xml.XmlException">The file is not well-formed.</exception>
    public static ParsedFile Read(XmlElementReader xml)
    {
        var recorded = new List<RawRecording>();
        var withoutStart = 0;
        var errors = new TrackErrors();
        TcxActivityBuilder? activity = null;
        while (recorded.Count < MaxActivities && xml.Read())
        {
            if (xml is { Name: "Activity", IsEnd: false })
            {
                activity = new TcxActivityBuilder(xml.GetAttribute("Sport"));
            }
            else if (xml is { Name: "Activity", IsEnd: true } && activity is not null)
            {
                if (activity.ToRecording(errors) is { } recording)
                {
                    recorded.Add(recording);
                }
                else
                {
                    withoutStart++;
                }

                activity = null;
            }
            else
            {
                activity?.AddElement(xml);
            }
        }

        if (recorded.Count > 0)
        {
            return ParsedFile.FromRecordings(
                RecordingFormat.Tcx,
                recorded,
                [
                    .. withoutStart > 0 ? ["an activity without a start or a time was left out"] : (string[])[],
                    .. errors.Describe(),
                ]
            );
        }

        return withoutStart > 0
            ? ParsedFile.CreateQuarantined("its activity has no start or no time")
            : ParsedFile.CreateSkipped("a TCX file without an activity (a course or a workout)");
    }
}
