using ActivitySync.Configuration;
using ActivitySync.Digest.Rendering;

namespace ActivitySync.Digest.Content;

/// <summary>One mail to write. Runner, kind and period are what makes it unique.</summary>
/// <param name="Athlete">Who gets it.</param>
/// <param name="Kind">What it is: <c>digest</c>, <c>race</c>, <c>notice</c>.</param>
/// <param name="Period">What it is about: for a digest an ISO week, <c>2026-W47</c>.</param>
/// <param name="WeekEnd">The date of the slot: the digest reports the seven days that end with it.</param>
/// <param name="Today">The runner's date on which it is written: the advice is for this day.</param>
/// <param name="WrittenAt">The instant of the Date header.</param>
/// <param name="KnownUntil">The instant up to which the activities are known; null if no source is asked (files alone).</param>
/// <param name="Copy">0 for the mail itself; a wish for another copy counts from 1 and has its own Message-ID.</param>
/// <param name="IsLastBeforePause">If this one is empty, the next that is empty will not be sent.</param>
/// <param name="UnsubscribePage">Where the runner ends the mails (<see cref="UnsubscribeLinks"/>); null without a public page.</param>
internal sealed record MailRequest(
    AthleteSettings Athlete,
    string Kind,
    string Period,
    DateOnly WeekEnd,
    DateOnly Today,
    DateTimeOffset WrittenAt,
    DateTimeOffset? KnownUntil,
    int Copy = 0,
    bool IsLastBeforePause = false,
    Uri? UnsubscribePage = null
)
{
    /// <summary>The kind of the mails around a race; their period is <see cref="RaceMail.Period"/>.</summary>
    public const string RaceKind = "race";

    /// <summary>The kind of the mail that goes out when a red flag is raised. It names no health in headers.</summary>
    public const string RedFlagKind = "notice";

    /// <summary>Each source that is asked for this runner; <see cref="KnownUntil"/> is the earliest of them.</summary>
    public IReadOnlyList<SourceFreshness> KnownSources { get; init; } = [];

    /// <summary>The periods of the mails around races that are settled, so that a digest does not tell them again.</summary>
    public IReadOnlyCollection<string> ToldRacePeriods { get; init; } = [];

    /// <summary>The last days of the athlete's keys for sources, where they are known.</summary>
    public IReadOnlyList<(SourceName Source, DateOnly EndsOn)> KeyExpiries { get; init; } = [];

    /// <summary>When the race calendar that was read longest ago was last read; null without one.</summary>
    public DateTimeOffset? CalendarsReadAt { get; init; }

    /// <summary>Of <see cref="ToldRacePeriods"/>, the one that the mail of which this is a copy told: the copy may tell it too. Null without.</summary>
    public string? RacePeriodToldByOriginal { get; init; }
}

/// <summary>Up to when a source is known when a mail is written.</summary>
/// <param name="Source">The source.</param>
/// <param name="Until">The instant of its last whole answer; of a source that never answered, when the runner was entered.</param>
internal sealed record SourceFreshness(SourceName Source, DateTimeOffset Until)
{
    /// <summary>A source that last answered longer ago is asked before a mail is written; if it stays away, the mail says so.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    public bool IsStale(DateTimeOffset now) => now - Until > MaxAge;
}
