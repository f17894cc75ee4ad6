using ActivitySync.Recovery;

namespace ActivitySync.Advice;

/// <summary>The rows of a timeline document that no device writes: labels, races, massages, pains, illness, plans.</summary>
internal static class SimulationSections
{
    private static readonly SimulationFields LabelFields = new("activity", "label", "importance");
    private static readonly SimulationFields RaceFields = new("date", "name", "distanceMeters", "importance");
    private static readonly SimulationFields DateAndKindFields = new("date", "kind");
    private static readonly SimulationFields PainFields = new("date", "area", "severity", "signs", "resolvedOn");

    public static AthleteLabel ReadLabel(SimulationValue row)
    {
        var fields = LabelFields.Read(row);
        return new(
            fields["activity"].GetRequiredText(),
            fields["label"].GetRequiredEnum<AthleteLabelKind>(),
            fields["importance"].GetEnum<Importance>()
        );
    }

    public static CalendarRace ReadRace(SimulationValue row)
    {
        var fields = RaceFields.Read(row);
        return new CalendarRace
        {
            Date = fields["date"].GetRequiredDate(),
            Name = fields["name"].GetText() ?? "",
            DistanceMeters = fields["distanceMeters"].GetNumber(),
            Importance = fields["importance"].GetEnum<Importance>(),
        };
    }

    /// <summary>A massage had or booked.</summary>
    public static Massage ReadMassage(SimulationValue row)
    {
        var fields = DateAndKindFields.Read(row);
        return new(fields["date"].GetRequiredDate(), fields["kind"].GetEnum<MassageKind>() ?? MassageKind.Other);
    }

    public static Pain ReadPain(SimulationValue row)
    {
        var fields = PainFields.Read(row);
        return new Pain
        {
            Date = fields["date"].GetRequiredDate(),
            Area = fields["area"].GetText() ?? "",
            Severity = fields["severity"].GetNumber() ?? 0,
            Signs = fields["signs"].ReadItems(ReadText),
            ResolvedOn = fields["resolvedOn"].GetDate(),
        };
    }

    public static Illness ReadIllness(SimulationValue row)
    {
        var fields = DateAndKindFields.Read(row);
        return new(fields["date"].GetRequiredDate(), fields["kind"].GetText() ?? "");
    }

    public static PlannedSession ReadPlannedSession(SimulationValue row)
    {
        var fields = DateAndKindFields.Read(row);
        return new(fields["date"].GetRequiredDate(), fields["kind"].GetRequiredEnum<PlannedSessionKind>());
    }

    /// <summary>An item of a list of texts.</summary>
    public static string ReadText(SimulationValue item) => item.GetText() ?? throw item.CreateMissingException();
}

/// <summary>The activities of a timeline document.</summary>
internal static class SimulationActivities
{
    private static readonly SimulationFields ActivityFields = new(
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
        "deviceRace"
    );

    /// <exception cref="SimulationDocumentException">One cannot be read, or an id comes twice.</exception>
    public static IReadOnlyList<Activity> Read(SimulationValue section)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return section.ReadItems(value =>
        {
            var fields = ActivityFields.Read(value);
            var activity = ReadActivity(fields);
            return ids.Add(activity.Id)
                ? activity
                : throw fields["id"]
                    .CreateException(
                        $"\"{SimulationValue.Quote(activity.Id)}\" is the id of an activity before; ids are unique"
                    );
        });
    }

    private static Activity ReadActivity(SimulationObject fields) =>
        new()
        {
            Id = fields["id"].GetRequiredText(),
            Start = fields["start"].GetRequiredInstant(),
            Sport = fields["sport"].GetText() ?? "run",
            Name = fields["name"].GetText() ?? "",
            DistanceMeters = fields["distanceMeters"].GetNumber(),
            MovingSeconds = fields["movingSeconds"].GetNumber(),
            ElapsedSeconds = fields["elapsedSeconds"].GetNumber(),
            AverageHeartRate = fields["averageHeartRate"].GetNumber(),
            MaxHeartRate = fields["maxHeartRate"].GetNumber(),
            AscentMeters = fields["ascentMeters"].GetNumber(),
            DescentMeters = fields["descentMeters"].GetNumber(),
            PerceivedExertion = fields["perceivedExertion"].GetNumber(),
            SourceTag = fields["sourceTag"].GetEnum<SourceTag>(),
            DeviceRace = fields["deviceRace"].GetBoolean() ?? false,
        };
}
