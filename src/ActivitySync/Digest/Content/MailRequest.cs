using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Digest.Content;

/// <summary>One mail to render. Athlete, kind and period identify it.</summary>
/// <param name="Athlete">The recipient.</param>
/// <param name="Kind">The kind of mail.</param>
/// <param name="Period">What the mail is about.</param>
/// <param name="WeekEnd">The date of its slot: a digest reports the seven days up to and including it.</param>
/// <param name="Today">The athlete's local date at rendering; the advice is for this day.</param>
/// <param name="WrittenAt">The instant of rendering, shown in the Date header.</param>
/// <param name="KnownUntil">The instant up to which all sources are known; null without a source (files only).</param>
internal sealed record MailRequest(
    AthleteSettings Athlete,
    MailKind Kind,
    MailPeriod Period,
    DateOnly WeekEnd,
    DateOnly Today,
    DateTimeOffset WrittenAt,
    DateTimeOffset? KnownUntil
)
{
    /// <summary>If this mail is empty, later empty ones are not sent.</summary>
    public bool IsLastBeforePause { get; init; }

    /// <summary>The page on which the athlete unsubscribes; null without a public URL.</summary>
    public Uri? UnsubscribePage { get; init; }

    /// <summary>The addresses of the page that the mail links to; null without a public URL.</summary>
    public PageAddresses? PageAddresses { get; init; }

    /// <summary>Up to when each source is known; <see cref="KnownUntil"/> is the earliest of them.</summary>
    public IReadOnlyList<SourceFreshness> Sources { get; init; } = [];

    /// <summary>The race mails that have a row already, so that a digest doesn't include them again.</summary>
    public IReadOnlyCollection<RacePeriod> StoredRacePeriods { get; init; } = [];

    /// <summary>
    /// For a copy: the race mail that the original digest included. The copy may include it again, so it is not in
    /// <see cref="StoredRacePeriods"/>. Null if there is none.
    /// </summary>
    public RacePeriod? RacePeriodOfOriginal { get; init; }

    /// <summary>The days of races without a recording that the athlete says to have started.</summary>
    public IReadOnlyList<DateOnly> ConfirmedStarts { get; init; } = [];

    /// <summary>
    /// The races that the athlete entered, with their row ids; one from a race calendar is changed there.
    /// </summary>
    public IReadOnlyList<StoredEntry<CalendarRace>> OwnRaces { get; init; } = [];

    /// <summary>The booked massages, with their row ids.</summary>
    public IReadOnlyList<StoredEntry<Massage>> Slots { get; init; } = [];

    /// <summary>What the athlete told about massages: the date of each, and whether it left the legs better.</summary>
    public IReadOnlyList<(DateOnly Massage, bool IsBetter)> Feelings { get; init; } = [];

    /// <summary>The days on which calendars of sources say that the athlete was injured; both are included.</summary>
    public IReadOnlyList<(SourceName Source, DateOnly From, DateOnly To)> Injuries { get; init; } = [];

    /// <summary>The last days on which the athlete's keys for sources work, where they are known.</summary>
    public IReadOnlyList<(SourceName Source, DateOnly EndsOn)> KeyExpiries { get; init; } = [];

    /// <summary>When the race calendar with the oldest read was last read; null without one.</summary>
    public DateTimeOffset? CalendarsReadAt { get; init; }
}

/// <summary>Up to when a source is known when a mail is rendered.</summary>
/// <param name="Source">The source.</param>
/// <param name="Until">
/// The instant of its last complete sync; if there was none, the instant at which the athlete was added.
/// </param>
internal sealed record SourceFreshness(SourceName Source, DateTimeOffset Until)
{
    /// <summary>
    /// An older source is synced before a mail is rendered. If that fails, the mail says up to when it is known.
    /// </summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    public bool IsStale(DateTimeOffset now) => now - Until > MaxAge;
}
