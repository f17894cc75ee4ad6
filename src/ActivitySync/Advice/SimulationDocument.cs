using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActivitySync.Configuration;
using ActivitySync.Recovery;

namespace ActivitySync.Advice;

/// <summary>Reads the timeline document of <c>activitysync simulate</c> (docs/specification/simulate.md).</summary>
internal static class SimulationDocument
{
    private const string DefaultSport = "run";

    /// <summary>Names and ids from the document are quoted up to this many characters.</summary>
    private const int MaxPathLength = 80;

    private const string ExpectedObject = "expected one object in curly braces";

    /// <summary>Reads a timeline strictly: required, unknown, repeated and invalid fields are checked.</summary>
    /// <exception cref="SimulationDocumentException">The document is invalid; the first error found.</exception>
    public static Timeline Read(JsonElement document)
    {
        var timeline = Deserialize(document);
        return new Timeline
        {
            AsOf = Require(timeline.AsOf, "", "asOf"),
            Athlete = CreateAthlete(timeline.Runner),
            Activities = CreateActivities(timeline.Activities),
            Labels = CreateAll(timeline.Labels, "labels", CreateLabel),
            Races = CreateAll(timeline.Races, "races", CreateRace),
            Massages = CreateAll(timeline.Massages, "massages", CreateMassage),
            Slots = CreateAll(timeline.Slots, "slots", CreateMassage),
            Pains = CreateAll(timeline.Pains, "pains", CreatePain),
            Illnesses = CreateAll(timeline.Illness, "illness", CreateIllness),
            PlannedSessions = CreateAll(timeline.Planned, "planned", CreatePlannedSession),
        };
    }

    private static SimulationTimeline Deserialize(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw new SimulationDocumentException("", ExpectedObject);
        }

        try
        {
            return document.Deserialize(SimulationContext.Default.SimulationTimeline)!;
        }
        catch (JsonException exception)
        {
            // JSONPath writes activities[3].start as $.activities[3].start, and names with special characters as ['a
            // b'].
            var path = exception.Path!.Replace("['", ".", StringComparison.Ordinal)[1..].TrimStart('.');
            path = TerminalText.Sanitize(path.Replace("']", "", StringComparison.Ordinal), MaxPathLength);
            throw new SimulationDocumentException(path, DescribeProblem(exception, path));
        }
    }

    private static string DescribeProblem(JsonException exception, string path) =>
        exception switch
        {
            SimulationValueException => exception.Message,
            { InnerException: InvalidOperationException } => "is not valid Unicode text",
            _ => DescribeField(path),
        };

    /// <summary>
    /// Describes an error of the serializer itself: an unknown field, a repeated one, or a value of another type.
    /// </summary>
    private static string DescribeField(string path)
    {
        var options = SimulationContext.Default.Options;
        JsonTypeInfo type = SimulationContext.Default.SimulationTimeline;
        foreach (var step in path.Split('.'))
        {
            var name = step.Split('[')[0];
            if (type.Properties.FirstOrDefault(property => property.Name == name) is not { } field)
            {
                return $"unknown field; known here: {string.Join(", ", type.Properties.Select(known => known.Name))}";
            }

            type = options.GetTypeInfo(field.PropertyType);
            if (step.Contains('[', StringComparison.Ordinal) && type.ElementType is { } element)
            {
                type = options.GetTypeInfo(element);
            }
        }

        return type.Kind switch
        {
            JsonTypeInfoKind.Object => ExpectedObject,
            JsonTypeInfoKind.Enumerable => "expected one list in square brackets",
            _ => "is given more than once",
        };
    }

    private static AthleteProfile CreateAthlete(SimulationAthlete? athlete) =>
        new()
        {
            HomeZone = athlete?.TimeZone,
            Budget = athlete?.Budget ?? Budget.Regular,
            Rhythm = athlete?.Rhythm,
            Conditions = CreateTexts(athlete?.Conditions, "runner.conditions"),
            EarlyGentle = athlete?.EarlyGentle ?? false,
            RestingHeartRate = athlete?.RestingHeartRate,
            MaxHeartRate = athlete?.MaxHeartRate,
        };

    private static List<Activity> CreateActivities(IReadOnlyList<SimulationActivity?>? rows)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return CreateAll(rows, "activities", (row, path) =>
            ids.Add(Require(row.Id, path, "id"))
                ? CreateActivity(row, path)
                : throw new SimulationDocumentException(
                    $"{path}.id",
                    $"\"{TerminalText.Sanitize(row.Id!, MaxPathLength)}\" is the id of an earlier activity; "
                        + "ids must be unique"
                )
        );
    }

    private static Activity CreateActivity(SimulationActivity row, string path) =>
        new()
        {
            Id = Require(row.Id, path, "id"),
            Start = Require(row.Start, path, "start"),
            Sport = row.Sport ?? DefaultSport,
            Name = row.Name ?? "",
            DistanceMeters = row.DistanceMeters,
            MovingSeconds = row.MovingSeconds,
            ElapsedSeconds = row.ElapsedSeconds,
            AverageHeartRate = row.AverageHeartRate,
            MaxHeartRate = row.MaxHeartRate,
            AscentMeters = row.AscentMeters,
            DescentMeters = row.DescentMeters,
            PerceivedExertion = row.PerceivedExertion,
            SourceTag = row.SourceTag,
            DeviceRace = row.DeviceRace ?? false,
        };

    private static AthleteLabel CreateLabel(SimulationLabel row, string path) =>
        new(Require(row.Activity, path, "activity"), Require(row.Label, path, "label"), row.Importance);

    private static CalendarRace CreateRace(SimulationRace row, string path) =>
        new()
        {
            Date = Require(row.Date, path, "date"),
            Name = row.Name ?? "",
            DistanceMeters = row.DistanceMeters,
            Importance = row.Importance,
        };

    private static Massage CreateMassage(SimulationMassage row, string path) =>
        new(Require(row.Date, path, "date"), row.Kind ?? MassageKind.Other);

    private static Pain CreatePain(SimulationPain row, string path) =>
        new()
        {
            Date = Require(row.Date, path, "date"),
            Area = row.Area ?? "",
            Severity = row.Severity ?? 0,
            Signs = CreateTexts(row.Signs, $"{path}.signs"),
            ResolvedOn = row.ResolvedOn,
        };

    private static Illness CreateIllness(SimulationIllness row, string path) =>
        new(Require(row.Date, path, "date"), row.Kind ?? "");

    private static PlannedSession CreatePlannedSession(SimulationPlannedSession row, string path) =>
        new(Require(row.Date, path, "date"), Require(row.Kind, path, "kind"));

    private static List<string> CreateTexts(IReadOnlyList<string?>? texts, string path) =>
        [.. (texts ?? []).Select((text, index) => text ?? throw CreateMissingException(FormatItem(path, index)))];

    /// <summary>Creates a value from each row; a missing list is empty.</summary>
    private static List<T> CreateAll<TRow, T>(IReadOnlyList<TRow?>? rows, string path, Func<TRow, string, T> create)
        where TRow : class =>
        [
            .. (rows ?? []).Select(
                (row, index) =>
                    create(
                        row ?? throw new SimulationDocumentException(FormatItem(path, index), ExpectedObject),
                        FormatItem(path, index)
                    )
            ),
        ];

    private static T Require<T>(T? value, string path, string field)
        where T : struct => value ?? throw CreateMissingException(FormatField(path, field));

    private static string Require(string? text, string path, string field) =>
        text is { Length: > 0 } ? text : throw CreateMissingException(FormatField(path, field));

    private static SimulationDocumentException CreateMissingException(string path) => new(path, "is required");

    private static string FormatField(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    private static string FormatItem(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}

/// <summary>A timeline document that cannot be read: one line with the path and the problem.</summary>
/// <param name="path">Where: <c>activities[3].start</c>; empty for the document itself.</param>
/// <param name="problem">What is wrong there.</param>
internal sealed class SimulationDocumentException(string path, string problem)
    : Exception(path.Length == 0 ? problem : $"{path}: {problem}");
