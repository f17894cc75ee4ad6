using Ical.Net.CalendarComponents;

namespace ActivitySync.Sources.Calendars;

/// <summary>Reads the events of calendars (ICS), the same as native code and under the just-in-time compiler.</summary>
internal static class IcsParser
{
    /// <summary>
    /// What the library gives each new event. It takes them back before it reads one, by a method that it finds by reflection:
    /// where that method was trimmed away, they stay in front of what is read.
    /// </summary>
    private static readonly string[] GeneratedProperties = ["UID", "DTSTAMP", "SEQUENCE"];

    /// <summary>The events of all calendars in the text.</summary>
    /// <exception cref="Exception">Whatever a text that is no calendar makes the library throw.</exception>
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
