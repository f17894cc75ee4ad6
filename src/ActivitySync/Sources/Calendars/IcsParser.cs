using Ical.Net.CalendarComponents;

namespace ActivitySync.Sources.Calendars;

/// <summary>Reads the events of calendars (ICS).</summary>
internal static class IcsParser
{
    /// <summary>
    /// The properties that the library adds to each new event. It removes them before it reads an event, by a method
    /// that it finds by reflection. Native builds trim that method, so the properties stay before those of the text.
    /// </summary>
    private static readonly string[] GeneratedProperties = ["UID", "DTSTAMP", "SEQUENCE"];

    /// <summary>Reads the events of all calendars in the text.</summary>
    /// <exception cref="Exception">Any exception that the library throws for invalid text.</exception>
    public static List<CalendarEvent> ParseEvents(string text)
    {
        var events = Ical.Net.CalendarCollection.Load(text).SelectMany(calendar => calendar.Events).ToList();
        foreach (var entry in events)
        {
            foreach (
                var property in GeneratedProperties
                    .SelectMany(name => entry.Properties.AllOf(name).SkipLast(1).ToList())
                    .ToList()
            )
            {
                entry.Properties.Remove(property);
            }
        }

        return events;
    }
}
