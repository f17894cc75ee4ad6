using System.Text.Json;
using ActivitySync.Recovery;

namespace ActivitySync.Planning;

/// <summary>Reads the timeline document of <c>activitysync simulate</c>, strictly: what it does not know it refuses, with the place.</summary>
internal static class TimelineDocument
{
    /// <summary>A timeline nests four deep; deeper is no timeline.</summary>
    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = 16 };

    private static readonly DocumentFields s_timeline = new(
        "asOf", "runner", "activities", "labels", "races", "massages", "slots", "pains", "illness", "planned");

    private static readonly DocumentFields s_runner = new(
        "timeZone", "budget", "rhythm", "conditions", "earlyGentle", "restingHeartRate", "maxHeartRate");

    /// <exception cref="DocumentException">Something in it cannot be read; the first such place is told.</exception>
    public static Timeline Read(JsonElement document)
    {
        var root = new DocumentValue(document, DocumentPath.Root);
        if (document.ValueKind != JsonValueKind.Object) throw root.Problem("a timeline is an object in curly braces");
        var fields = s_timeline.Of(root);
        return new Timeline
        {
            AsOf = fields["asOf"].RequiredDate(),
            Runner = Runner(fields["runner"]),
            Activities = TimelineActivities.Read(fields["activities"]),
            Labels = fields["labels"].Items(TimelineRows.Label),
            Races = fields["races"].Items(TimelineRows.Race),
            Massages = fields["massages"].Items(TimelineRows.Massage),
            Slots = fields["slots"].Items(TimelineRows.Massage),
            Pains = fields["pains"].Items(TimelineRows.Pain),
            Illnesses = fields["illness"].Items(TimelineRows.Illness),
            Planned = fields["planned"].Items(TimelineRows.Planned),
        };
    }

    private static Runner Runner(DocumentValue value)
    {
        if (value.IsMissing) return new Runner();
        var fields = s_runner.Of(value);
        return new Runner
        {
            HomeZone = Zone(fields["timeZone"]),
            Budget = fields["budget"].Word<Budget>() ?? Budget.Regular,
            Rhythm = Rhythm(fields["rhythm"]),
            Conditions = fields["conditions"].Items(TimelineRows.Text),
            EarlyGentle = fields["earlyGentle"].Flag() ?? false,
            RestingHeartRate = fields["restingHeartRate"].Number(),
            MaxHeartRate = fields["maxHeartRate"].Number(),
        };
    }

    private static TimeZoneInfo? Zone(DocumentValue value)
    {
        if (value.Text() is not { } name) return null;
        return HomeZone.TryFind(name, out var zone)
            ? zone
            : throw value.Problem($"\"{DocumentValue.Shown(name)}\" is no time zone; write an IANA name like Europe/Berlin");
    }

    private static MassageHistory? Rhythm(DocumentValue value)
    {
        const string FromMassages = "auto";
        if (value.Text() is not { } word || word == FromMassages) return null;
        return Store.EnumWord.TryRead<MassageHistory>(word, out var history)
            ? history
            : throw value.Problem(
                $"\"{DocumentValue.Shown(word)}\" is unknown; possible: {FromMassages}, {Store.EnumWord.Choices<MassageHistory>()}");
    }
}
