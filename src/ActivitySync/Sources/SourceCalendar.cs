using ActivitySync.Recovery;

namespace ActivitySync.Sources;

/// <summary>What a source says of the athlete in addition to activities.</summary>
/// <param name="Events">The events of its calendar; null if they were not read.</param>
/// <param name="Wellness">The athlete's daily entries; null if they were not read.</param>
/// <param name="MaxHeartRate">The athlete's maximum that the source knows, beats per minute; null if unknown.</param>
internal sealed record SourceCalendar(SourceEvents? Events, SourceWellness? Wellness, double? MaxHeartRate);

/// <summary>The events of a calendar within two days.</summary>
/// <param name="From">The first day that was read.</param>
/// <param name="Races">The races, each with its key at the source.</param>
/// <param name="Illnesses">The days of illness.</param>
/// <param name="Injuries">The days of injury, which are a question and no pain.</param>
internal sealed record SourceEvents(
    DateOnly From,
    IReadOnlyList<(string Key, CalendarRace Race)> Races,
    IReadOnlyList<SourceDays> Illnesses,
    IReadOnlyList<SourceDays> Injuries
)
{
    /// <summary>Keys of events that are listed but unreadable; what came from them before stays.</summary>
    public IReadOnlySet<string> UnreadableKeys { get; init; } = new HashSet<string>();
}

/// <summary>The days of an event; both are included.</summary>
/// <param name="Key">The event's key at the source.</param>
/// <param name="Name">Its title; untrusted text.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
internal sealed record SourceDays(string Key, string Name, DateOnly From, DateOnly To);

/// <summary>An athlete's daily entries.</summary>
/// <param name="InjuredDays">The days with an entry that says injured.</param>
/// <param name="RestingHeartRate">The usual resting heart rate, beats per minute; null if unknown.</param>
internal sealed record SourceWellness(IReadOnlyList<DateOnly> InjuredDays, double? RestingHeartRate);
