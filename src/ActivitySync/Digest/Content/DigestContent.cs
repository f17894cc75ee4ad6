using ActivitySync.Configuration;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Digest.Content;

/// <summary>What a mail tells, in no language yet: chosen from the plan, counted, and in order.</summary>
internal sealed record DigestContent
{
    public required DigestTone Tone { get; init; }

    public required RecoveryPlan Plan { get; init; }

    public required Timeline Timeline { get; init; }

    /// <summary>The runner's date on which the mail is written; "tonight".</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The seven days reported, both included.</summary>
    public required DateOnly WeekStart { get; init; }

    public required DateOnly WeekEnd { get; init; }

    /// <summary>The runner likes the tables at the finish line.</summary>
    public required bool EarlyGentle { get; init; }

    public required UnitSystem Units { get; init; }

    /// <summary>The code that set the answer off; null in a quiet week.</summary>
    public required ReasonCode? Trigger { get; init; }

    /// <summary>Nothing happened that a mail could tell: a quiet week without recent training.</summary>
    public bool IsEmpty => Tone == DigestTone.Quiet && HasNoRecentTraining;

    /// <summary>For certain: where days are missing, nobody knows.</summary>
    /// <summary>The trigger is a long run, ride or hike.</summary>
    public bool IsAboutLongEvent =>
        Trigger == ReasonCode.VeryLong || Trigger == ReasonCode.LongRun || Trigger == ReasonCode.LongLoad;

    public bool HasNoRecentTraining => KnownUntil is null && Plan.Reasons.Contains(ReasonCode.NoRecentTraining);

    /// <summary>The runner is told that the next mail of this kind waits for training.</summary>
    public required bool IsLastBeforePause { get; init; }

    /// <summary>Activities with a label, in order of start; at most <see cref="DigestContentBuilder.MaxEntries"/>.</summary>
    public required IReadOnlyList<WeekEntry> Week { get; init; }

    /// <summary>Links to activities of <see cref="Week"/> at their source, by activity ID; at most <see cref="ActivityLinks.MaxLinks"/>.</summary>
    public required IReadOnlyDictionary<string, SourceLink> Links { get; init; }

    /// <summary>The other activities of the week.</summary>
    public required int OtherCount { get; init; }

    public required int OtherMinutes { get; init; }

    public required IReadOnlyList<OpenQuestion> Questions { get; init; }

    /// <summary>Hashtags in the titles since the last digest that look like ours and are not; at most <see cref="DigestContentBuilder.MaxDoubts"/>.</summary>
    public required IReadOnlyList<HashtagSuggestion> HashtagDoubts { get; init; }

    /// <summary>The next race ahead; null without.</summary>
    public required RecoveryEvent? RaceAhead { get; init; }

    /// <summary>The first day of the days before <see cref="RaceAhead"/> in which a massage is for it.</summary>
    public required DateOnly? RaceWindowOpens { get; init; }

    /// <summary>The next day worth staying away from; null without one.</summary>
    public required CalendarDay? DayToAvoid { get; init; }

    /// <summary>Active pains, what raised a red flag first, then the newest; at most <see cref="DigestContentBuilder.MaxReports"/>.</summary>
    public required IReadOnlyList<Pain> ReportedPains { get; init; }

    /// <summary>Illnesses that still count, newest first.</summary>
    public required IReadOnlyList<Illness> Illnesses { get; init; }

    /// <summary>The last day all sources were read, if that is more than 24 hours ago: what happened after it is not known.</summary>
    public required DateOnly? KnownUntil { get; init; }

    /// <summary>The sources that are that old, each with its last day, where the runner has several; else empty.</summary>
    public IReadOnlyList<(SourceName Source, DateOnly Until)> StaleSources { get; init; } = [];

    /// <summary>The keys for sources that expire soon, with their last days.</summary>
    public IReadOnlyList<(SourceName Source, DateOnly EndsOn)> ExpiringKeys { get; init; } = [];

    /// <summary>The day a race calendar was last read, if that is long ago; else null.</summary>
    public DateOnly? CalendarReadOn { get; init; }

    /// <summary>Counts the weeks, so that lines vary and rare ones are rare.</summary>
    public required int WeekNumber { get; init; }

    /// <summary>The mail around a race that this is, or that this digest takes the place of; null without.</summary>
    public RaceMail? RaceMail { get; init; }

    /// <summary>It is a mail around <see cref="RaceMail"/>, no digest.</summary>
    public bool IsRaceMail { get; init; }

    /// <summary>The last days before <see cref="RaceMail"/> on which deep and gentle work are legal.</summary>
    public DateOnly? LastDeepDay { get; init; }

    public DateOnly? LastGentleDay { get; init; }

    /// <summary>So many days before a race there is nothing new.</summary>
    public int NothingNewDays { get; init; }

    /// <summary>The days of the picture, both included; null in a mail without a picture.</summary>
    public required (DateOnly From, DateOnly To)? ChartDays { get; init; }

    /// <summary>Where the activities that the mail tells of came from.</summary>
    public required IReadOnlyList<SourceName> Sources { get; init; }

    /// <summary>That there was no run of late, or nothing at all.</summary>
    public string GetNoTrainingText(Language language) =>
        Timeline.Activities.Count == 0 ? language.Week.NothingStored : language.Week.NoRecentTraining;

    /// <summary>How much is left out because the mail would be too long.</summary>
    public DigestShortening Shortening { get; init; }

    public bool Omits(DigestShortening cut) => Shortening >= cut;

    /// <summary>What a race is called: by the runner's calendar, else by the recording's title where it tells something; empty if neither does.</summary>
    public string GetRaceName(RecoveryEvent race)
    {
        if (race.ActivityId is null)
        {
            return race.Name;
        }

        CalendarRace[] ofTheDay = [.. Timeline.Races.Where(planned => planned.Date == race.Date)];
        if (ofTheDay is [{ Name.Length: > 0 } one])
        {
            return one.Name;
        }

        return CopyGrouper.IsInformativeTitle(race.Name) ? race.Name : "";
    }

    /// <summary>It is a race's morning: a digest may be written on it.</summary>
    public bool IsRaceDay => Timeline.Races.Any(race => race.Date == Today);

    /// <summary>The activity of an event; null for what is planned or without a recording.</summary>
    public TaggedActivity? FindActivity(RecoveryEvent? happened) =>
        happened?.ActivityId is { } id ? Plan.Activities.FirstOrDefault(activity => activity.Activity.Id == id) : null;
}

/// <summary>Which of the three mails it is.</summary>
internal enum DigestTone
{
    /// <summary>The gate has spoken: its text, what was reported, the safety lines, and nothing else.</summary>
    Medical,

    /// <summary>Nothing asks for a massage: three lines.</summary>
    Quiet,

    /// <summary>All blocks.</summary>
    Full,
}

/// <summary>What a mail that is too long leaves out, in this order: each with all before it.</summary>
internal enum DigestShortening
{
    None,

    /// <summary>What the advice rests on, and the myth.</summary>
    Asides,

    /// <summary>That tonight may be repeated, or stands for a massage.</summary>
    Encore,

    /// <summary>How to roll, and how to change the budget.</summary>
    HowTo,

    /// <summary>The days to stay away from.</summary>
    Ahead,

    /// <summary>What shaped the answer beside its trigger.</summary>
    SecondReason,

    /// <summary>All questions and doubts but the first.</summary>
    SecondQuestion,
}

/// <summary>A question of the plan with what it is about: an activity ("race?") or a race day ("started?").</summary>
/// <param name="Activity">Set for "race?".</param>
/// <param name="Race">Set for "started?".</param>
/// <param name="IsTitleRead">The activity's title can be edited where it came from, so a hashtag answers; else the command does.</param>
internal sealed record OpenQuestion(TaggedActivity? Activity, CalendarRace? Race, bool IsTitleRead);
