using System.Text.Json;
using ActivitySync.Recovery;

namespace ActivitySync.Advice;

/// <summary>Reads the timeline document of <c>activitysync simulate</c>, strictly: what it does not know it refuses, with the place.</summary>
internal static class SimulationDocument
{
    /// <summary>A timeline nests four deep; deeper is no timeline.</summary>
    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = 16 };

    private static readonly SimulationFields TimelineFields = new(
        "asOf",
        "runner",
        "activities",
        "labels",
        "races",
        "massages",
        "slots",
        "pains",
        "illness",
        "planned"
    );

    private static readonly SimulationFields AthleteFields = new(
        "timeZone",
        "budget",
        "rhythm",
        "conditions",
        "earlyGentle",
        "restingHeartRate",
        "maxHeartRate"
    );

    /// <exception cref="SimulationDocumentException">Something in it cannot be read; the first such place is told.</exception>
    public static Timeline Read(JsonElement document)
    {
        var root = new SimulationValue(document, SimulationPath.Root);
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw root.CreateException("a timeline is an object in curly braces");
        }

        var fields = TimelineFields.Read(root);
        return new Timeline
        {
            AsOf = fields["asOf"].GetRequiredDate(),
            Athlete = ReadAthlete(fields["runner"]),
            Activities = SimulationActivities.Read(fields["activities"]),
            Labels = fields["labels"].ReadItems(SimulationSections.ReadLabel),
            Races = fields["races"].ReadItems(SimulationSections.ReadRace),
            Massages = fields["massages"].ReadItems(SimulationSections.ReadMassage),
            Slots = fields["slots"].ReadItems(SimulationSections.ReadMassage),
            Pains = fields["pains"].ReadItems(SimulationSections.ReadPain),
            Illnesses = fields["illness"].ReadItems(SimulationSections.ReadIllness),
            PlannedSessions = fields["planned"].ReadItems(SimulationSections.ReadPlannedSession),
        };
    }

    private static AthleteProfile ReadAthlete(SimulationValue value)
    {
        if (value.IsMissing)
        {
            return new AthleteProfile();
        }

        var fields = AthleteFields.Read(value);
        return new AthleteProfile
        {
            HomeZone = ReadTimeZone(fields["timeZone"]),
            Budget = fields["budget"].GetEnum<Budget>() ?? Budget.Regular,
            Rhythm = ReadRhythm(fields["rhythm"]),
            Conditions = fields["conditions"].ReadItems(SimulationSections.ReadText),
            EarlyGentle = fields["earlyGentle"].GetBoolean() ?? false,
            RestingHeartRate = fields["restingHeartRate"].GetNumber(),
            MaxHeartRate = fields["maxHeartRate"].GetNumber(),
        };
    }

    private static TimeZoneInfo? ReadTimeZone(SimulationValue value)
    {
        if (value.GetText() is not { } name)
        {
            return null;
        }

        return IanaTimeZone.TryFind(name, out var zone)
            ? zone
            : throw value.CreateException(
                $"\"{SimulationValue.Quote(name)}\" is no time zone; write an IANA name like Europe/Berlin"
            );
    }

    private static MassageHistory? ReadRhythm(SimulationValue value)
    {
        const string FromMassages = "auto";
        if (value.GetText() is not { } word || word == FromMassages)
        {
            return null;
        }

        return ActivitySync.Data.EnumText.TryParse<MassageHistory>(word, out var history)
            ? history
            : throw value.CreateException(
                $"\"{SimulationValue.Quote(word)}\" is unknown; possible: {FromMassages}, {ActivitySync.Data.EnumText.ListChoices<MassageHistory>()}"
            );
    }
}

/// <summary>A document that cannot be read: one line with the place in it and what is wrong there.</summary>
internal sealed class SimulationDocumentException(string path, string problem)
    : Exception(path.Length == 0 ? problem : $"{path}: {problem}")
{
    /// <summary>The place, <c>activities[3].start</c>; empty for the document as a whole.</summary>
    public string Path => path;
}
