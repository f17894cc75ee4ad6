using System.Globalization;
using System.Text.RegularExpressions;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Calendars;

/// <summary>An event of a calendar.</summary>
internal sealed partial class CalendarEntry
{
    private const int MaxNameLength = 200;
    private const int MaxIdLength = 280;

    private CalendarEntry(CalendarComponent component, CalendarZones zones, CalendarMoment start)
    {
        (Name, Id) = (ReadName(component), ReadId(component));
        Start = start;
        Rules = [.. component.FindAll("RRULE").Select(rule => rule.Value)];
        HasExclusionRule = component.FindAll("EXRULE").Any();
        ExtraStarts = ReadAll(component, "RDATE", zones);
        Exclusions = ReadAll(component, "EXDATE", zones);
        if (component.FindAll("RECURRENCE-ID").FirstOrDefault() is { } replaced)
        {
            Replaced = ReadAll(component, "RECURRENCE-ID", zones).Select(one => (CalendarMoment?)one).FirstOrDefault();
            ReplacesFollowing = string.Equals(
                replaced.FindParameter("RANGE"),
                "THISANDFUTURE",
                StringComparison.OrdinalIgnoreCase
            );
        }

        _ = int.TryParse(
            component.GetValueOrEmpty("SEQUENCE"),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var sequence
        );
        Sequence = sequence;
        LocalZone = start is { HasTime: true, IsUtc: false, Zone: { } zone } ? zone : zones.Default ?? zones.Home;
        IsCancelled = IsCancelledIn(component);
    }

    /// <summary>The title as one line; empty if it has none.</summary>
    public string Name { get; }

    /// <summary>The event's UID as one line; empty if it has none.</summary>
    public string Id { get; }

    /// <summary>The first start.</summary>
    public CalendarMoment Start { get; }

    /// <summary>The recurrence rules; more than one is not supported.</summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>It has a rule for exceptions, which is not supported.</summary>
    public bool HasExclusionRule { get; }

    /// <summary>Starts in addition to the first one and to those of the rule.</summary>
    public IReadOnlyList<CalendarMoment> ExtraStarts { get; }

    /// <summary>Starts that don't take place.</summary>
    public IReadOnlyList<CalendarMoment> Exclusions { get; }

    /// <summary>The start of another event with the same id that this one replaces; null if it replaces none.</summary>
    public CalendarMoment? Replaced { get; }

    /// <summary>It also moves all later starts of the event that it replaces.</summary>
    public bool ReplacesFollowing { get; }

    /// <summary>The number of the revision.</summary>
    public int Sequence { get; }

    /// <summary>
    /// The zone in which a day counts for this event: its own, or for a day or a time in UTC the calendar's.
    /// </summary>
    public CalendarZone LocalZone { get; }

    public bool IsCancelled { get; }

    public bool IsRecurring => Rules.Count > 0 || HasExclusionRule || ExtraStarts.Count > 0;

    /// <summary>Returns null if the event has no readable start.</summary>
    public static CalendarEntry? TryParse(CalendarComponent component, CalendarZones zones) =>
        component
            .FindAll("DTSTART")
            .SelectMany(start => CalendarMoment.ParseAll(start, zones, zones.Default))
            .Take(1)
            .ToList()
            is [var start]
            ? new CalendarEntry(component, zones, start)
            : null;

    public static string ReadName(CalendarComponent component) =>
        SingleLineText.From(
            component.FindAll("SUMMARY").Select(one => one.Text).FirstOrDefault(text => text.Trim().Length > 0) ?? "",
            MaxNameLength
        );

    public static string ReadId(CalendarComponent component) =>
        SingleLineText.From(component.GetValueOrEmpty("UID"), MaxIdLength);

    public static bool IsCancelledIn(CalendarComponent component) =>
        string.Equals(component.GetValueOrEmpty("STATUS").TrimEnd(), "CANCELLED", StringComparison.OrdinalIgnoreCase)
        || CancelledPattern().IsMatch(ReadName(component));

    /// <summary>Returns a moment as a local time in the zone of this event's start, at its time of day.</summary>
    public DateTime ConvertToWall(CalendarMoment moment)
    {
        if (!Start.HasTime)
        {
            return FindDay(moment)!.Value;
        }

        return !moment.HasTime ? moment.Wall.Date + Start.Wall.TimeOfDay
            : moment.Zone is null || ReferenceEquals(moment.Zone, Start.Zone) ? moment.Wall
            : (Start.Zone ?? LocalZone).FromUtc(moment.Zone.ToUtc(moment.Wall));
    }

    /// <summary>Returns a start of this event, given in its zone, as UTC.</summary>
    public DateTime ConvertToUtc(DateTime wall) => (Start.Zone ?? LocalZone).ToUtc(wall);

    /// <summary>Returns a moment of this event as UTC.</summary>
    public DateTime ConvertToUtc(CalendarMoment moment) => (moment.Zone ?? LocalZone).ToUtc(moment.Wall);

    /// <summary>Returns the day on which a start of this event, given in its zone, counts.</summary>
    public DateTime GetLocalDay(DateTime wall) => Start.IsUtc ? LocalZone.FromUtc(wall).Date : wall.Date;

    /// <summary>
    /// Returns the day that a moment means: its own, or that of a midnight, which is how Exchange writes a day.
    /// Returns null for a time of day if this event has one too.
    /// </summary>
    public DateTime? FindDay(CalendarMoment moment)
    {
        if (!moment.HasTime)
        {
            return moment.Wall.Date;
        }

        var local = GetLocalTime(moment);
        if (local.TimeOfDay == TimeSpan.Zero)
        {
            return local.Date;
        }

        if (moment.IsMidnight)
        {
            return moment.Wall.Date;
        }

        return Start.HasTime ? null
            : moment.IsUtc ? local.Date
            : moment.Wall.Date;
    }

    /// <summary>Returns a moment in the zone in which a day counts for this event.</summary>
    public DateTime GetLocalTime(CalendarMoment moment) =>
        !moment.HasTime || moment.Zone is null || ReferenceEquals(moment.Zone, LocalZone)
            ? moment.Wall
            : LocalZone.FromUtc(moment.Zone.ToUtc(moment.Wall));

    private static List<CalendarMoment> ReadAll(CalendarComponent component, string name, CalendarZones zones) =>
        [.. component.FindAll(name).SelectMany(property => CalendarMoment.ParseAll(property, zones, null))];

    [GeneratedRegex(
        @"^\W*(cancelled|canceled|abgesagt|annulé|cancelado|annullato)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex CancelledPattern();
}
