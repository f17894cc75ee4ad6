using ActivitySync.Recovery;

namespace ActivitySync.Planning;

/// <summary>The rows of a timeline document that no device writes: labels, races, massages, pains, illness, plans.</summary>
internal static class TimelineRows
{
    private static readonly DocumentFields s_label = new("activity", "label", "importance");
    private static readonly DocumentFields s_race = new("date", "name", "distanceMeters", "importance");
    private static readonly DocumentFields s_dateAndKind = new("date", "kind");
    private static readonly DocumentFields s_pain = new("date", "area", "severity", "signs", "resolvedOn");

    public static ActivityLabel Label(DocumentValue row)
    {
        var fields = s_label.Of(row);
        return new(fields["activity"].RequiredText(), fields["label"].RequiredWord<LabelWord>(), fields["importance"].Word<Importance>());
    }

    public static CalendarRace Race(DocumentValue row)
    {
        var fields = s_race.Of(row);
        return new CalendarRace
        {
            Date = fields["date"].RequiredDate(),
            Name = fields["name"].Text() ?? "",
            DistanceMeters = fields["distanceMeters"].Number(),
            Importance = fields["importance"].Word<Importance>(),
        };
    }

    /// <summary>A massage had or booked.</summary>
    public static Massage Massage(DocumentValue row)
    {
        var fields = s_dateAndKind.Of(row);
        return new(fields["date"].RequiredDate(), fields["kind"].Word<MassageKind>() ?? MassageKind.Other);
    }

    public static Pain Pain(DocumentValue row)
    {
        var fields = s_pain.Of(row);
        return new Pain
        {
            Date = fields["date"].RequiredDate(),
            Area = fields["area"].Text() ?? "",
            Severity = fields["severity"].Number() ?? 0,
            Signs = fields["signs"].Items(Text),
            ResolvedOn = fields["resolvedOn"].Date(),
        };
    }

    public static Illness Illness(DocumentValue row)
    {
        var fields = s_dateAndKind.Of(row);
        return new(fields["date"].RequiredDate(), fields["kind"].Text() ?? "");
    }

    public static PlannedSession Planned(DocumentValue row)
    {
        var fields = s_dateAndKind.Of(row);
        return new(fields["date"].RequiredDate(), fields["kind"].RequiredWord<PlannedKind>());
    }

    /// <summary>An item of a list of texts.</summary>
    public static string Text(DocumentValue item) => item.Text() ?? throw item.Missing();
}
