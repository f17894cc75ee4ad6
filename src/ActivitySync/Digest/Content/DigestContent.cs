using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Digest.Content;

/// <summary>The content of a mail, independent of its language: selected from the plan, counted and ordered.</summary>
internal sealed record DigestContent
{
    public required DigestTone Tone { get; init; }

    public required RecoveryPlan Plan { get; init; }

    public required Timeline Timeline { get; init; }

    /// <summary>The athlete's local date at rendering; "tonight" in the texts.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The first of the seven days reported.</summary>
    public required DateOnly WeekStart { get; init; }

    /// <summary>The last of the seven days reported.</summary>
    public required DateOnly WeekEnd { get; init; }

    /// <summary>The time of day of the athlete's digest.</summary>
    public required TimeOnly DigestTime { get; init; }

    /// <summary>The first day with advice after an illness; null without one.</summary>
    public required DateOnly? IllnessEndsOn { get; init; }

    /// <summary>The athlete likes a gentle massage right after a race.</summary>
    public required bool EarlyGentle { get; init; }

    public required UnitSystem Units { get; init; }

    /// <summary>The main reason for the advice; null in a quiet week.</summary>
    public required ReasonCode? Trigger { get; init; }

    /// <summary>The mail has no content: a quiet week without recent training.</summary>
    public bool IsEmpty => Tone == DigestTone.Welcome || (Tone == DigestTone.Quiet && HasNoRecentTraining);

    /// <summary>The trigger is a long run, ride or hike.</summary>
    public bool IsAboutLongEvent =>
        Trigger == ReasonCode.VeryLong || Trigger == ReasonCode.LongRun || Trigger == ReasonCode.LongLoad;

    /// <summary>A sore spot comes first; no massage is suggested.</summary>
    public bool IsAboutPain => Trigger == ReasonCode.PainLocal;

    /// <summary>The massage is booked already, and it fits.</summary>
    public bool IsBooked => Trigger == ReasonCode.KeepSlot;

    /// <summary>Only if the data is complete: while days are missing, it is unknown.</summary>
    public bool HasNoRecentTraining => KnownUntil is null && Plan.Reasons.Contains(ReasonCode.NoRecentTraining);

    /// <summary>If the mail is empty, it says that later ones wait for training.</summary>
    public required bool IsLastBeforePause { get; init; }

    /// <summary>Activities with a label, by start; at most <see cref="DigestContentBuilder.MaxEntries"/>.</summary>
    public required IReadOnlyList<WeekEntry> Week { get; init; }

    /// <summary>
    /// The pages of activities of <see cref="Week"/> at their source, by activity id; at most
    /// <see cref="ActivityLinks.MaxLinks"/>.
    /// </summary>
    public required IReadOnlyDictionary<string, SourceLink> Links { get; init; }

    /// <summary>All sessions of the week, by start.</summary>
    public required IReadOnlyList<WeekEntry> Sessions { get; init; }

    /// <summary>The minutes of the week, with warm-ups and cool-downs.</summary>
    public int WeekMinutes => Sessions.Sum(entry => entry.TotalMinutes);

    /// <summary>
    /// The minutes of the week minus those of the athlete's usual week; null if there is no usual week yet, or if other
    /// sports are part of the week.
    /// </summary>
    public required int? MinutesAboveUsual { get; init; }

    /// <summary>How the athlete can answer.</summary>
    public required AnswerMethod AnswerMethod { get; init; }

    /// <summary>The addresses of the page; null without one, so that <see cref="AnswerMethod"/> is another.</summary>
    public PageAddresses? PageAddresses { get; init; }

    /// <summary>
    /// The races that the athlete entered, with their row ids; one from a race calendar is changed there.
    /// </summary>
    public IReadOnlyList<StoredEntry<CalendarRace>> OwnRaces { get; init; } = [];

    /// <summary>The booked massages, with their row ids.</summary>
    public IReadOnlyList<StoredEntry<Massage>> Slots { get; init; } = [];

    /// <summary>The sources that the athlete can connect; empty if the runs come from files.</summary>
    public IReadOnlyList<SourceName> SourcesToConnect { get; init; } = [];

    /// <summary>A suggestion of an earlier email whose days have come, without a massage since; else null.</summary>
    public required SentWindow? SuggestionToAskAbout { get; init; }

    /// <summary>The date of a massage in the week whose effect isn't known yet; else null.</summary>
    public required DateOnly? MassageToAskAbout { get; init; }

    /// <summary>
    /// A day of the last week on which a source's calendar says that the athlete was injured, without a pain reported
    /// since; else null. It raises nothing by itself.
    /// </summary>
    public (SourceName Source, DateOnly Day)? InjuryToAskAbout { get; init; }

    /// <summary>Once a quarter: how many massages left the legs better, of those the athlete told about.</summary>
    public required (int Better, int All)? Tally { get; init; }

    /// <summary>An earlier email suggested days that are no longer good; else null.</summary>
    public required WindowChange? Change { get; init; }

    /// <summary>The kind of massage is explained: it is new to the athlete, or it was explained long ago.</summary>
    public required bool ExplainsKind { get; init; }

    /// <summary>A finished race that no earlier email congratulated on; else null.</summary>
    public required TaggedActivity? FinishedRace { get; init; }

    /// <summary>A long run of the week whose good days for a massage have passed; null with a suggestion.</summary>
    public required TaggedActivity? MissedLongRun { get; init; }

    public required IReadOnlyList<OpenQuestion> Questions { get; init; }

    /// <summary>
    /// Misspelled hashtags in titles since the last digest; at most <see cref="DigestContentBuilder.MaxDoubts"/>.
    /// </summary>
    public required IReadOnlyList<HashtagSuggestion> HashtagDoubts { get; init; }

    /// <summary>The next race; null without one.</summary>
    public required RecoveryEvent? RaceAhead { get; init; }

    /// <summary>The first day of the massage window before <see cref="RaceAhead"/>.</summary>
    public required DateOnly? RaceWindowOpens { get; init; }

    /// <summary>The day after the suggested ones from which on a race is too close; null without one.</summary>
    public required CalendarDay? DayToAvoid { get; init; }

    /// <summary>
    /// Active pains: with a red flag those that raised it, most severe first; else all, newest first. At most
    /// <see cref="DigestContentBuilder.MaxReports"/>.
    /// </summary>
    public required IReadOnlyList<Pain> ReportedPains { get; init; }

    /// <summary>Illnesses that still postpone a massage, newest first.</summary>
    public required IReadOnlyList<Illness> Illnesses { get; init; }

    /// <summary>The day up to which all sources are known, if that is more than 24 hours ago; else null.</summary>
    public required DateOnly? KnownUntil { get; init; }

    /// <summary>
    /// If the athlete has several sources: the stale ones, each with the day up to which it is known.
    /// </summary>
    public IReadOnlyList<(SourceName Source, DateOnly Until)> StaleSources { get; init; } = [];

    /// <summary>The keys for sources that expire soon, with the last day on which each works.</summary>
    public IReadOnlyList<(SourceName Source, DateOnly EndsOn)> ExpiringKeys { get; init; } = [];

    /// <summary>The day on which a race calendar was last read, if that is several days ago; else null.</summary>
    public DateOnly? CalendarReadOn { get; init; }

    /// <summary>A number that grows by one each week; texts that vary or appear rarely depend on it.</summary>
    public required int WeekNumber { get; init; }

    /// <summary>The race mail that this is, or that this digest includes; null without one.</summary>
    public RaceMail? RaceMail { get; init; }

    /// <summary>The mail is a race mail, not a digest.</summary>
    public bool IsRaceMail { get; init; }

    /// <summary>The last day before the race of <see cref="RaceMail"/> on which deep work is allowed.</summary>
    public DateOnly? LastDeepDay { get; init; }

    /// <summary>The last day before the race of <see cref="RaceMail"/> on which gentle work is allowed.</summary>
    public DateOnly? LastGentleDay { get; init; }

    /// <summary>The number of days before a race on which the athlete should try nothing new.</summary>
    public int NothingNewDays { get; init; }

    /// <summary>The first and the last day of the chart; null in a mail without a chart.</summary>
    public required (DateOnly From, DateOnly To)? ChartDays { get; init; }

    /// <summary>The sources of the activities shown in the mail.</summary>
    public required IReadOnlyList<SourceName> Sources { get; init; }

    /// <summary>
    /// The sources that the mail credits: those of the activities shown and those that made their devices.
    /// </summary>
    public required IReadOnlyList<SourceName> CreditedSources { get; init; }

    /// <summary>What is left out because the mail would be too long.</summary>
    public DigestShortening Shortening { get; init; }

    /// <summary>
    /// The race mail whose first lines are those of this mail: its own, or one that a digest has nothing to add to. On
    /// the eve of a race, rest is the decision of the digest, too; while it is unknown whether a race was run, so is
    /// everything else.
    /// </summary>
    public RaceMail? LeadingRaceMail =>
        IsRaceMail
        || RaceMail is { Stage: RaceMailStage.Eve } && Plan is { Massage: null, Medical: null } && !IsAboutPain
        || RaceMail is { Stage: RaceMailStage.After, IsRecorded: false } && Tone == DigestTone.Quiet
            ? RaceMail
            : null;

    /// <summary>The massage that the mail suggests to book; null if none, or if one is booked already.</summary>
    public MassageAdvice? SuggestedMassage => IsBooked || Plan.Facts.SlotsToMove.Count > 0 ? null : Plan.Massage;

    /// <summary>
    /// Nothing of the week stands out: no long run, no more training than usual, no question about an activity.
    /// </summary>
    public bool IsQuietWeek =>
        MissedLongRun is null && MinutesAboveUsual is not > 0 && Questions.All(question => question.Activity is null);

    /// <summary>
    /// Days between the last suggested day and the race ahead, if they are fewer than for an athlete whose rhythm is
    /// unknown; else null.
    /// </summary>
    public int? DaysToRaceOfRegular { get; init; }

    /// <summary>Checks whether a part is left out.</summary>
    public bool Omits(DigestShortening cut) => Shortening >= cut;

    /// <summary>
    /// Returns a race's name from the athlete's calendar, else the recording's title if it is informative, else an
    /// empty text.
    /// </summary>
    public string GetRaceName(RecoveryEvent race)
    {
        if (race.ActivityId is null)
        {
            return race.Name;
        }

        CalendarRace[] planned = [.. Timeline.Races.Where(entry => entry.Date == race.Date)];
        if (planned is [{ Name.Length: > 0 } one])
        {
            return one.Name;
        }

        return CopyGrouper.IsInformativeTitle(race.Name) ? race.Name : "";
    }

    /// <summary>With a lower confidence a label is a guess (tagging.md 9).</summary>
    private const double MinConfidence = 0.80;

    /// <summary>An event at most this many days ago is identified by its weekday.</summary>
    private const int MaxDaysByWeekday = 6;

    /// <summary>Whether a label is a guess, so that every sentence calls it one.</summary>
    public static bool IsGuess(TaggedActivity activity) =>
        activity.Labels.Count > 0 && activity.Confidence < MinConfidence && !activity.Facts.IsLabeledByAthlete;

    /// <summary>The activity that is the reason for the advice; null if it is another reason.</summary>
    public TaggedActivity? MainActivity =>
        IsAboutLongEvent ? FindActivity(Plan.Facts.LastLongEvent)
        : Trigger == ReasonCode.RacePost ? FindActivity(Plan.Facts.LastRace)
        : null;

    /// <summary>Whether the weekday alone says which day in the past is meant.</summary>
    public bool IsRecent(DateOnly date) => Today.DayNumber - date.DayNumber is >= 0 and <= MaxDaysByWeekday;

    /// <summary>A race is today.</summary>
    public bool IsRaceDay => Timeline.Races.Any(race => race.Date == Today);

    /// <summary>Finds the activity of an event; null if the event is planned or has no recording.</summary>
    public TaggedActivity? FindActivity(RecoveryEvent? recoveryEvent) =>
        recoveryEvent?.ActivityId is { } id
            ? Plan.Activities.FirstOrDefault(activity => activity.Activity.Id == id)
            : null;
}

/// <summary>The forms of a digest.</summary>
internal enum DigestTone
{
    /// <summary>There is a medical level: its text, what was reported, the safety lines, nothing else.</summary>
    Medical,

    /// <summary>There is no reason for a massage: three lines.</summary>
    Quiet,

    /// <summary>All blocks.</summary>
    Full,

    /// <summary>Nothing is known of the athlete yet: what will come, and how to add runs.</summary>
    Welcome,
}

/// <summary>
/// What is left out of a mail that is too long. Each value includes all values before it. Up to <see cref="Ahead"/>
/// they are cut to reach the usual length, the others only to keep the maximum.
/// </summary>
internal enum DigestShortening
{
    None,

    /// <summary>What the advice is based on, the myth, the tally, and to drink as usual.</summary>
    Asides,

    /// <summary>That tonight's self-massage may be repeated, or replaces a massage.</summary>
    Encore,

    /// <summary>What a massage is, and what it doesn't do.</summary>
    Background,

    /// <summary>When the good days before the next race begin, or when it is too close.</summary>
    Ahead,

    /// <summary>The comparison with the usual week.</summary>
    UsualWeek,

    /// <summary>All questions and misspelled hashtags but the first.</summary>
    SecondQuestion,

    /// <summary>The sessions of the week beyond two.</summary>
    ThirdSession,

    /// <summary>What the kind of massage is.</summary>
    Kind,

    /// <summary>The cautions of tonight's steps but that about calves; docs/self-massage.md has them all.</summary>
    Cautions,

    /// <summary>The reasons other than the main one.</summary>
    SecondReason,

    /// <summary>
    /// How hard to press tonight, the other booked massages that should move, the details of the week, the days until a
    /// race, and the last line.
    /// </summary>
    Rest,
}

/// <summary>
/// A question to the athlete: whether an activity is what it looks like, or whether a race was started.
/// </summary>
/// <param name="Activity">The activity that may be a race or a long run; else null.</param>
/// <param name="Race">The race that may not have been started; else null.</param>
/// <param name="IsTitleRead">The activity's title is read again at its source, so that a hashtag can answer.</param>
internal sealed record OpenQuestion(TaggedActivity? Activity, CalendarRace? Race, bool IsTitleRead);

/// <summary>How an athlete can answer an email.</summary>
internal enum AnswerMethod
{
    /// <summary>By a hashtag in a title: every source of the athlete reads titles again.</summary>
    Hashtag,

    /// <summary>By a command on the machine that runs the program.</summary>
    Command,

    /// <summary>By the links of the email, and on the athlete's page.</summary>
    Page,
}
