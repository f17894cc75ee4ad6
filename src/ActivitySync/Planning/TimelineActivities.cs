using ActivitySync.Recovery;

namespace ActivitySync.Planning;

/// <summary>The activities of a timeline document.</summary>
internal static class TimelineActivities
{
    private const int LeastExertion = 1;
    private const int MostExertion = 10;

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
        DistanceMeters = fields["distanceMeters"].Number(least: 0),
        MovingSeconds = fields["movingSeconds"].Number(least: 0),
        ElapsedSeconds = fields["elapsedSeconds"].Number(least: 0),
        AverageHeartRate = fields["averageHeartRate"].Number(least: 0),
        MaxHeartRate = fields["maxHeartRate"].Number(least: 0),
        AscentMeters = fields["ascentMeters"].Number(least: 0),
        DescentMeters = fields["descentMeters"].Number(least: 0),
        PerceivedExertion = fields["perceivedExertion"].Number(LeastExertion, MostExertion),
        SourceTag = fields["sourceTag"].Word<SourceTag>(),
        DeviceRace = fields["deviceRace"].Flag() ?? false,
    };
}
