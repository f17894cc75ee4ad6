using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Logbook;

/// <summary>Where an entry comes from.</summary>
internal enum EntryOrigin
{
    /// <summary>A command, the page or a link in an email.</summary>
    Athlete,

    /// <summary>A hashtag in the title of an activity.</summary>
    Title,

    /// <summary>A race calendar, or the calendar of a source.</summary>
    Calendar,
}

/// <summary>Something the athlete reported. The derived records have the details.</summary>
/// <param name="Id">The id.</param>
/// <param name="Date">The local date; of a feeling, the date of the massage.</param>
/// <param name="Title">The title it comes from; null without one.</param>
internal abstract record LogbookEntry(EntryId Id, DateOnly Date, TitleOrigin? Title)
{
    public EntryKind Kind => Id.Kind;

    public virtual EntryOrigin Origin => Title is null ? EntryOrigin.Athlete : EntryOrigin.Title;

    /// <summary>False for an entry that has to be removed where it comes from, as the next sync would add it
    /// again.</summary>
    public bool CanRemove =>
        Origin switch
        {
            EntryOrigin.Calendar => false,
            EntryOrigin.Title => Title!.IsFile,
            _ => true,
        };
}

/// <summary>A massage that the athlete had.</summary>
internal sealed record MassageEntry(long Number, Massage Massage, TitleOrigin? Title)
    : LogbookEntry(new EntryId(EntryKind.Massage, Number), Massage.Date, Title);

/// <summary>How a massage left the athlete.</summary>
internal sealed record FeelingEntry(long Number, MassageAnswer Answer, TitleOrigin? Title)
    : LogbookEntry(new EntryId(EntryKind.Feeling, Number), Answer.MassageDate, Title);

/// <summary>A pain.</summary>
internal sealed record PainEntry(long Number, Pain Pain, TitleOrigin? Title)
    : LogbookEntry(new EntryId(EntryKind.Pain, Number), Pain.Date, Title);

/// <summary>An illness.</summary>
internal sealed record IllnessEntry(long Number, Illness Illness, bool IsFromCalendar)
    : LogbookEntry(new EntryId(EntryKind.Illness, Number), Illness.Date, null)
{
    public override EntryOrigin Origin => IsFromCalendar ? EntryOrigin.Calendar : EntryOrigin.Athlete;
}

/// <summary>A race, past or future.</summary>
internal sealed record RaceEntry(long Number, CalendarRace Race, bool IsFromCalendar)
    : LogbookEntry(new EntryId(EntryKind.Race, Number), Race.Date, null)
{
    public override EntryOrigin Origin => IsFromCalendar ? EntryOrigin.Calendar : EntryOrigin.Athlete;
}

/// <summary>A booked massage.</summary>
internal sealed record SlotEntry(long Number, Massage Massage)
    : LogbookEntry(new EntryId(EntryKind.Slot, Number), Massage.Date, null);

/// <summary>A planned session.</summary>
internal sealed record PlannedSessionEntry(long Number, PlannedSession Session)
    : LogbookEntry(new EntryId(EntryKind.PlannedSession, Number), Session.Date, null);
