using System.Globalization;
using System.Text.RegularExpressions;

namespace ActivitySync.Sources.Calendars;

/// <summary>Finds the time zones that a calendar names.</summary>
/// <remarks>
/// Programs name zones by IANA ("Europe/Berlin", also at the end of a longer name), by Windows ("W. Europe Standard
/// Time"), by an offset ("(UTC+01:00) Amsterdam, Berlin"), or by a name of their own ("Customized Time Zone").
/// </remarks>
internal sealed partial class CalendarZones
{
    /// <summary>"America/Argentina/Buenos_Aires" has three parts.</summary>
    private const int MaxNameParts = 3;

    private const int MaxNameLength = 100;

    private readonly TimeZoneInfo _home;
    private readonly Dictionary<string, CalendarComponent> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CalendarZone?> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="calendar">The calendar, with the zones it defines.</param>
    /// <param name="home">The athlete's zone.</param>
    public CalendarZones(CalendarComponent calendar, TimeZoneInfo home)
    {
        _home = home;
        Home = new SystemCalendarZone(home);
        foreach (var zone in calendar.Components.Where(component => component.Name == CalendarReader.TimeZone))
        {
            _own[Normalize(zone.GetValueOrEmpty("TZID"))] = zone;
        }

        Default = calendar.GetValueOrEmpty("X-WR-TIMEZONE") is { Length: > 0 } id ? Find(id) : null;
    }

    /// <summary>The athlete's zone.</summary>
    public CalendarZone Home { get; }

    /// <summary>The zone of times without one; null if they are meant as written.</summary>
    public CalendarZone? Default { get; }

    /// <summary>Returns null if neither the system nor the calendar knows the zone.</summary>
    public CalendarZone? Find(string id)
    {
        var name = Normalize(id);
        if (!_found.TryGetValue(name, out var zone))
        {
            zone = FindSystemZone(name) ?? FindOwnZone(name) ?? FindByLastParts(name) ?? FindByOffset(name);
            _found[name] = zone;
        }

        return zone;
    }

    private static string Normalize(string id) => id.Trim().Trim('"').Trim();

    private CalendarZone? FindOwnZone(string name) =>
        _own.TryGetValue(name, out var component)
            ? FindSystemZone(Normalize(component.GetValueOrEmpty("X-LIC-LOCATION")))
                ?? (CalendarZone?)FeedCalendarZone.TryParse(component)
            : null;

    /// <summary>Finds a zone by the end of its name: <c>/mozilla.org/20050126_1/Europe/Berlin</c>.</summary>
    private static SystemCalendarZone? FindByLastParts(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var count = Math.Min(MaxNameParts, parts.Length); count > 0; count--)
        {
            if (FindSystemZone(string.Join('/', parts[^count..])) is { } zone)
            {
                return zone;
            }
        }

        return null;
    }

    private CalendarZone? FindByOffset(string name)
    {
        if (OffsetPattern().Match(name) is not { Success: true } match)
        {
            return null;
        }

        var hours = int.Parse(match.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = match.Groups["minutes"] is { Success: true } group
            ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture)
            : 0;
        var offset = new TimeSpan(hours, minutes, 0);
        if (offset > TimeSpan.FromHours(14) || minutes > 59)
        {
            return null;
        }

        offset = match.Groups["sign"].Value == "-" ? -offset : offset;

        // The name tells no daylight saving time, which the athlete's own zone knows.
        return offset == _home.BaseUtcOffset
            ? Home
            : new SystemCalendarZone(TimeZoneInfo.CreateCustomTimeZone("offset", offset, null, null));
    }

    /// <remarks>The system reads zones as files, so the name must not be a path to another file.</remarks>
    private static SystemCalendarZone? FindSystemZone(string name) =>
        name.Length <= MaxNameLength
        && SystemNamePattern().IsMatch(name)
        && !name.Contains("..", StringComparison.Ordinal)
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? new SystemCalendarZone(zone)
            : null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._+-]*([/ ][A-Za-z0-9._+()-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex SystemNamePattern();

    [GeneratedRegex(
        @"^\(?\s*(UTC|GMT)?\s*(?<sign>[+-])(?<hours>[0-9]{1,2})(:?(?<minutes>[0-9]{2}))?(\)|\z)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex OffsetPattern();
}
