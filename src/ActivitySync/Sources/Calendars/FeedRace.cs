using ActivitySync.Recovery;

namespace ActivitySync.Sources.Calendars;

/// <summary>A race as a feed tells it.</summary>
/// <param name="Key">Names it within the feed: the event's own id, and of a recurring one its date.</param>
/// <param name="Race">The race, on the runner's local date.</param>
internal sealed record FeedRace(string Key, CalendarRace Race);
