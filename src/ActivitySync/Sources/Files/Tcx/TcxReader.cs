namespace ActivitySync.Sources.Files.Tcx;

/// <summary>Reads the activities of a TCX file: sums over its laps, heart rate from the points where laps have none.</summary>
internal static class TcxReader
{
    public const string Root = "TrainingCenterDatabase";

    /// <summary>A day of races has a few; more is an archive in the wrong form.</summary>
    private const int MaxActivities = 1000;

    /// <exception cref="System.Xml.XmlException">The file is not well-formed.</exception>
    public static FileContent Read(XmlElements xml)
    {
        var recorded = new List<Recorded>();
        var withoutStart = 0;
        TcxActivity? activity = null;
        while (recorded.Count < MaxActivities && xml.Read())
        {
            if (xml is { Name: "Activity", IsEnd: false })
            {
                activity = new TcxActivity(xml.Attribute("Sport"));
            }
            else if (xml is { Name: "Activity", IsEnd: true } && activity is not null)
            {
                if (activity.ToRecorded() is { } whole) recorded.Add(whole);
                else withoutStart++;
                activity = null;
            }
            else
            {
                activity?.Take(xml);
            }
        }

        if (recorded.Count > 0)
            return FileContent.Of(RecordingFormat.Tcx, recorded, withoutStart > 0 ? ["an activity without a start or a time was left out"] : []);
        return withoutStart > 0
            ? FileContent.Quarantined("its activity has no start or no time")
            : FileContent.Skipped("a TCX file without an activity (a course or a workout)");
    }
}
