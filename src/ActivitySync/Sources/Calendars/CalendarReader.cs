namespace ActivitySync.Sources.Calendars;

/// <summary>
/// Reads the lines of a calendar into components. Errors in one component don't affect the others: a line without a
/// name continues the one before, and a component that isn't closed ends with the one around it.
/// </summary>
internal sealed class CalendarReader
{
    public const string Calendar = "VCALENDAR";
    public const string Event = "VEVENT";
    public const string TimeZone = "VTIMEZONE";

    /// <summary>An alarm in an event in a calendar has 3.</summary>
    private const int MaxDepth = 8;

    /// <summary>Components directly in a calendar.</summary>
    private static readonly HashSet<string> TopComponents =
    [
        Event,
        TimeZone,
        "VTODO",
        "VJOURNAL",
        "VFREEBUSY",
        "VAVAILABILITY",
        "VPOLL",
    ];

    private static readonly HashSet<string> NestedComponents =
    [
        "STANDARD",
        "DAYLIGHT",
        "VALARM",
        "AVAILABLE",
        "PARTICIPANT",
        "VLOCATION",
        "VRESOURCE",
    ];

    /// <summary>The properties that this program uses. All others are skipped, so that they take no memory.</summary>
    private static readonly HashSet<string> UsedProperties =
    [
        "METHOD",
        "X-WR-TIMEZONE",
        "UID",
        "SUMMARY",
        "STATUS",
        "SEQUENCE",
        "DTSTART",
        "RRULE",
        "EXRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "TZID",
        "X-LIC-LOCATION",
        "TZOFFSETFROM",
        "TZOFFSETTO",
    ];

    private readonly List<CalendarComponent> _calendars = [];
    private readonly List<CalendarComponent> _open = [];

    private CalendarReader() { }

    /// <summary>Reads all calendars of a text.</summary>
    /// <param name="lines">The unfolded lines.</param>
    /// <returns>The calendars, and whether the last one is closed.</returns>
    public static (IReadOnlyList<CalendarComponent> Calendars, bool IsComplete) Read(IEnumerable<string> lines)
    {
        var reader = new CalendarReader();
        reader.ReadLines(lines);
        foreach (var component in reader._open)
        {
            component.IsCutOff = true;
        }

        return (reader._calendars, reader._open.Count == 0);
    }

    private void ReadLines(IEnumerable<string> lines)
    {
        CalendarProperty? last = null;
        foreach (var line in lines)
        {
            if (CalendarProperty.TryParse(line) is not { } property)
            {
                last?.Continue(line);
                continue;
            }

            last = property;
            var value = property.Value.Trim().ToUpperInvariant();
            if (property.Name == "BEGIN")
            {
                Begin(value);
            }
            else if (property.Name == "END")
            {
                End(value);
            }
            else if (_open.Count > 0 && UsedProperties.Contains(property.Name))
            {
                _open[^1].Properties.Add(property);
            }
        }
    }

    /// <summary>Opens a component. A name that is not a component's is the text of a broken line.</summary>
    private void Begin(string name)
    {
        var component = new CalendarComponent(name);
        if (name == Calendar)
        {
            _open.Clear();
            _calendars.Add(component);
        }
        else if (_open.Count == 0)
        {
            return; // outside a calendar
        }
        else if (TopComponents.Contains(name))
        {
            _open.RemoveRange(1, _open.Count - 1);
            _open[0].Components.Add(component);
        }
        else if (
            _open.Count >= MaxDepth
            || !(NestedComponents.Contains(name) || name.StartsWith("X-", StringComparison.Ordinal))
        )
        {
            return;
        }
        else
        {
            _open[^1].Components.Add(component);
        }

        _open.Add(component);
    }

    private void End(string name)
    {
        var index = _open.FindLastIndex(component => component.Name == name);
        if (index >= 0)
        {
            _open.RemoveRange(index, _open.Count - index);
        }
    }
}
