using ActivitySync.Recovery;

namespace ActivitySync.Planning;

/// <summary>The activities of a timeline document.</summary>
internal static class TimelineActivities
{
    private static readonly DocumentFields s_activity = new(
        "id",
        "start",
        "sport",
        "name",
        "distanceMeters",
        "movingSeconds",
        "elapsedSeconds",
        "averageHeartRate",
        "maxHeartRate",
        "ascentMeters",
        "descentMeters",
        "perceivedExertion",
        "sourceTag",
        "deviceRace");

    /// <exception cref="DocumentException">One cannot be read, or an id comes twice.</exception>
    public static IReadOnlyList<Activity> Read(DocumentValue section)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return section.Items(value =>
        {
            var fields = s_activity.Of(value);
            var activity = One(fields);
            return ids.Add(activity.Id)
                ? activity
                : throw fields["id"].Problem($"\"{DocumentValue.Shown(activity.Id)}\" is the id of an activity before; ids are unique");
        });
    }

    private static Activity One(DocumentObject fields) => new()
    {
        Id = fields["id"].RequiredText(),
        Start = fields["start"].RequiredInstant(),
        Sport = fields["sport"].Text() ?? "run",
        Name = fields["name"].Text() ?? "",
        DistanceMeters = fields["distanceMeters"].Number(),
        MovingSeconds = fields["movingSeconds"].Number(),
        ElapsedSeconds = fields["elapsedSeconds"].Number(),
        AverageHeartRate = fields["averageHeartRate"].Number(),
        MaxHeartRate = fields["maxHeartRate"].Number(),
        AscentMeters = fields["ascentMeters"].Number(),
        DescentMeters = fields["descentMeters"].Number(),
        PerceivedExertion = fields["perceivedExertion"].Number(),
        SourceTag = fields["sourceTag"].Word<SourceTag>(),
        DeviceRace = fields["deviceRace"].Flag() ?? false,
    };
}
