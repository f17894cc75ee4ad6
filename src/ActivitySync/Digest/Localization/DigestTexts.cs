using ActivitySync.Digest.Content;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Localization;

/// <summary>A past event as a sentence refers to it.</summary>
/// <param name="Label">What it was.</param>
/// <param name="IsOnFoot">A long load was a walk or hike, not a ride.</param>
/// <param name="Date">Its date.</param>
/// <param name="IsRecent">At most six days ago, so that its weekday is enough.</param>
/// <param name="IsGuess">It only looks like that (tagging.md 9).</param>
/// <param name="IsToday">It was on the day of the mail.</param>
internal sealed record EventPhrase(
    Label Label,
    bool IsOnFoot,
    DateOnly Date,
    bool IsRecent,
    bool IsGuess,
    bool IsToday
);

/// <summary>How many sessions there were.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Others">All others.</param>
/// <param name="AreRides">All others were bike rides.</param>
internal readonly record struct SessionCount(int Runs, int Others, bool AreRides);

/// <summary>Subjects, at most 50 characters, and preheaders, which say the same in other words.</summary>
internal sealed record SubjectTexts
{
    /// <summary>
    /// Takes the days in the format of <see cref="Language.ShortDays"/>, and whether they are within a week.
    /// </summary>
    public required Func<string, bool, string> Massage { get; init; }

    /// <summary>A booked massage fits. Takes its day in the short format.</summary>
    public required Func<string, string> Keep { get; init; }

    /// <summary>A booked massage should move to other days. Takes the new days in the short format.</summary>
    public required Func<string, string> MoveTo { get; init; }

    /// <summary>A booked massage should move, but no day is suggested. Takes its day in the short format.</summary>
    public required Func<string, string> Move { get; init; }

    public required string NothingToBook { get; init; }

    public required string Quiet { get; init; }

    /// <summary>Without training for weeks.</summary>
    public required string QuietTime { get; init; }

    public required string Welcome { get; init; }

    /// <summary>A sore spot: the email has one thing to do first.</summary>
    public required string SeeSomeone { get; init; }

    /// <summary>Says how urgent it is, and nothing about health.</summary>
    public required Func<MedicalLevel, string> Medical { get; init; }

    /// <summary>The training of the last days is unknown. Takes the last known day in the short format.</summary>
    public required Func<string, string> NoNews { get; init; }

    public required Func<MedicalLevel, string> PreheaderMedical { get; init; }

    /// <summary>Only a condition needs a doctor's word: nothing is urgent.</summary>
    public required string PreheaderCondition { get; init; }

    public required string PreheaderNoNews { get; init; }

    public required string PreheaderQuiet { get; init; }

    /// <summary>Without training for weeks.</summary>
    public required string PreheaderQuietTime { get; init; }

    /// <summary>The good days after a long run have passed.</summary>
    public required string PreheaderMissed { get; init; }

    /// <summary>The email asks about an activity. Takes its day.</summary>
    public required Func<string, string> PreheaderQuestion { get; init; }

    public required string PreheaderWelcome { get; init; }

    public required string PreheaderNothing { get; init; }

    public required string PreheaderKeep { get; init; }

    /// <summary>A kept massage should be light.</summary>
    public required string PreheaderKeepLight { get; init; }

    public required string PreheaderBook { get; init; }

    public required string PreheaderMove { get; init; }

    public required string PreheaderSeeSomeone { get; init; }

    /// <summary>Takes the weekday (empty if it is today) and the time of the run.</summary>
    public required Func<string, string, string> PreheaderLong { get; init; }

    /// <summary>Takes the weekday of the first suggested day.</summary>
    public required Func<string, string> PreheaderRacePost { get; init; }

    public required string PreheaderRacePre { get; init; }

    /// <summary>A massage so close to a race that it has to be light.</summary>
    public required string PreheaderRacePreLight { get; init; }

    public required string PreheaderHardBlock { get; init; }

    /// <summary>Takes the days from the last massage to the first suggested day.</summary>
    public required Func<int, string> PreheaderMaintenance { get; init; }
}

/// <summary>
/// The first lines. Days are in the format of <see cref="Language.Days"/>, events in that of an event.
/// </summary>
internal sealed record DecisionTexts
{
    /// <summary>Takes the kind with its article, the days, and why (may be empty).</summary>
    public required Func<string, string, string, string> Book { get; init; }

    /// <summary>Takes the first and the last day's distance to the event, and the event.</summary>
    public required Func<int, int, string, string> After { get; init; }

    /// <summary>Takes the first and the last day's distance to the race, and the race's name (may be empty).</summary>
    public required Func<int, int, string, string> Before { get; init; }

    public required string AfterHardBlock { get; init; }

    /// <summary>Takes the days from the last massage to the first suggested day.</summary>
    public required Func<int, string> SinceLast { get; init; }

    /// <summary>A booked massage fits. Takes its day.</summary>
    public required Func<DateOnly, string> Keep { get; init; }

    /// <summary>A kept massage should be light. Takes the reason (may be empty).</summary>
    public required Func<string, string> AskForLight { get; init; }

    /// <summary>
    /// A reason to keep it light: a race is near. Takes the days between and its name (may be empty).
    /// </summary>
    public required Func<int, string, string> RaceSoonAfter { get; init; }

    /// <summary>Another: it comes soon after an event. Takes the days between, and the event.</summary>
    public required Func<int, string, string> EventSoonBefore { get; init; }

    /// <summary>
    /// Takes the booked day and kind (<see cref="MassageKind.Other"/> isn't named), the new days, another kind of
    /// massage (may be empty), and why.
    /// </summary>
    public required Func<DateOnly, MassageKind, string, string, string, string> MoveTo { get; init; }

    /// <summary>Asks for another kind than the booked one, within <see cref="MoveTo"/>.</summary>
    public required Func<MassageKind, string> AskForKind { get; init; }

    /// <summary>There is no better day yet. Takes the booked day, and why.</summary>
    public required Func<DateOnly, string, string> Move { get; init; }

    /// <summary>
    /// Says why a day is not good, after a colon. Takes the day, how many days ahead it is, and what is wrong with it.
    /// </summary>
    public required Func<DateOnly, int, string, string> BadDay { get; init; }

    /// <summary>What is wrong with a day, by the code that blocks it.</summary>
    public required IReadOnlyDictionary<ReasonCode, string> BadDays { get; init; }

    /// <summary>The same for a day that another code blocks, or none.</summary>
    public required string OtherBadDay { get; init; }

    /// <summary>It comes too soon after an event. Takes the days between, and the event.</summary>
    public required Func<int, string, string> TooSoonAfter { get; init; }

    /// <summary>It is too close to a race. Takes the days to it, and its name (may be empty).</summary>
    public required Func<int, string, string> TooCloseToRace { get; init; }

    /// <summary>What to do after a massage.</summary>
    public required string Aftercare { get; init; }

    /// <summary>The same, further from the decision.</summary>
    public required string AftercareLater { get; init; }

    /// <summary>The same, when the kind is explained, too.</summary>
    public required string AftercareWithDrink { get; init; }

    /// <summary>No massage, since there is no budget for it.</summary>
    public required string BudgetNone { get; init; }

    /// <summary>The same in an email without a self-massage.</summary>
    public required string BudgetNoneOnly { get; init; }

    public required string BudgetSave { get; init; }

    /// <summary>The same in an email without a self-massage.</summary>
    public required string BudgetSaveOnly { get; init; }

    /// <summary>No massage this close to a race. Takes its name (may be empty) and the days to it.</summary>
    public required Func<string, int, string> RaceTooClose { get; init; }

    public required string RaceTooCloseLead { get; init; }

    /// <summary>The last massage is too recent. Takes its day and the next sensible day (may be empty).</summary>
    public required Func<string, string, string> MinGap { get; init; }

    /// <summary>The same before a race. Takes the last massage's day, and the race's name (may be empty).</summary>
    public required Func<string, string, string> MinGapBeforeRace { get; init; }

    /// <summary>No day is allowed.</summary>
    public required string NoDay { get; init; }

    /// <summary>The lead of an email that suggests no massage, but a self-massage.</summary>
    public required string NothingToBookLead { get; init; }

    /// <summary>A sore spot. Takes the area in the athlete's words (may be empty).</summary>
    public required Func<string, string> SeeSomeone { get; init; }

    /// <summary>Takes the day of the report and its severity (may be empty).</summary>
    public required Func<string, string, string> SeeSomeoneLead { get; init; }

    /// <summary>Takes the week's activities and their time.</summary>
    public required Func<string, string, string> Quiet { get; init; }

    /// <summary>There is nothing to book, but the week wasn't quiet. Takes its activities and their time.</summary>
    public required Func<string, string, string> GoodWeek { get; init; }

    public required string QuietNothing { get; init; }

    /// <summary>There is no suggestion, since the training is known up to a day only.</summary>
    public required Func<string, string> CheckWatch { get; init; }

    /// <summary>The lead of a quiet email. Takes the step of tonight (may be empty).</summary>
    public required Func<string, string> QuietLead { get; init; }

    public required string NoRecentTraining { get; init; }

    public required string NoRecentTrainingLead { get; init; }

    /// <summary>In the last email before they pause.</summary>
    public required string PausesNext { get; init; }

    public required string Welcome { get; init; }

    /// <summary>Takes the weekday and time of the emails.</summary>
    public required Func<string, TimeOnly, string> WelcomeLead { get; init; }

    public required string WelcomeHeading { get; init; }

    /// <summary>What the program needs to know.</summary>
    public required IReadOnlyList<string> WelcomeItems { get; init; }

    /// <summary>Leads to the commands that connect the sources.</summary>
    public required string WelcomeConnect { get; init; }

    /// <summary>Leads to the commands that tell it.</summary>
    public required string WelcomeCommands { get; init; }

    /// <summary>The link to the page that tells it.</summary>
    public required string WelcomePage { get; init; }

    /// <summary>A finished race. Takes its time and name (may be empty).</summary>
    public required Func<string, string, string> Congratulations { get; init; }

    /// <summary>After a marathon or longer.</summary>
    public required string StairsAreHard { get; init; }

    /// <summary>A race that was stopped early. Takes its name (may be empty).</summary>
    public required Func<string, string> LongDayOut { get; init; }

    /// <summary>The days differ from those of an earlier email. Takes the earlier days and why.</summary>
    public required Func<string, string, string> Changed { get; init; }

    /// <summary>An earlier suggestion no longer holds. Takes its days and why.</summary>
    public required Func<string, string, string> Withdrawn { get; init; }
}

/// <summary>Questions and how to answer them, for every way that an athlete may have.</summary>
internal sealed record AnswerTexts
{
    /// <summary>Asks about anything new when a massage is suggested, and a booking can be answered.</summary>
    public required string AskBooked { get; init; }

    /// <summary>Asks about anything new when none is suggested.</summary>
    public required string AskAnything { get; init; }

    /// <summary>Asks about a sore spot.</summary>
    public required string AskGone { get; init; }

    /// <summary>Asks about a booked massage that should move.</summary>
    public required string AskMoved { get; init; }

    /// <summary>Asks about last week's suggestion. Takes its days.</summary>
    public required Func<string, string> AskSuggestion { get; init; }

    /// <summary>Who had last week's massage doesn't need the suggested one.</summary>
    public required string SkipIfHad { get; init; }

    /// <summary>Asks whether a massage helped. Takes its day.</summary>
    public required Func<string, string> AskFeeling { get; init; }

    /// <summary>Asks whether something hurts. Arguments: the source that says injured, and the day.</summary>
    public required Func<string, string, string> AskInjury { get; init; }

    /// <summary>Takes day, time and title (may be empty) of an activity.</summary>
    public required Func<string, string, string, string> AskRace { get; init; }

    /// <summary>Takes day and time of an activity that looks like a long run.</summary>
    public required Func<string, string, string> AskLongRun { get; init; }

    /// <summary>Takes day and time of an activity that looks like a hard session.</summary>
    public required Func<string, string, string> AskHard { get; init; }

    /// <summary>Takes the race's name (may be empty) and day.</summary>
    public required Func<string, string, string> AskStarted { get; init; }

    /// <summary>The race of the question was run.</summary>
    public required string IfStarted { get; init; }

    /// <summary>It wasn't. Leads to a command.</summary>
    public required string IfNotStarted { get; init; }

    /// <summary>The same for a race from a race calendar, which no command removes.</summary>
    public required string IfNotStartedInCalendar { get; init; }

    /// <summary>Takes the misspelled hashtag and the suggested one.</summary>
    public required Func<string, string, string> AskHashtag { get; init; }

    /// <summary>Asks whether a race is right.</summary>
    public required string AskRaceDate { get; init; }

    /// <summary>Leads to the command that removes a race.</summary>
    public required string RemoveRace { get; init; }

    /// <summary>Leads to the command that adds it on another day.</summary>
    public required string AddRaceAgain { get; init; }

    /// <summary>A race from a race calendar is changed there.</summary>
    public required string InRaceCalendar { get; init; }

    /// <summary>Says which hashtags of a title answer. Takes them in prose.</summary>
    public required Func<string, string> ByHashtag { get; init; }

    /// <summary>Says which hashtags tell about a massage or a pain.</summary>
    public required string ByNewsHashtag { get; init; }

    /// <summary>Says that a hashtag ends a pain. Takes it.</summary>
    public required Func<string, string> ByHashtagInNext { get; init; }

    /// <summary>The same about the activity in question.</summary>
    public required Func<string, string> ByHashtagInIt { get; init; }

    /// <summary>Leads to examples of commands that answer, each on a line of its own.</summary>
    public required string ByCommand { get; init; }

    /// <summary>Leads to commands that are not examples.</summary>
    public required string ByExactCommand { get; init; }

    /// <summary>Leads to the command that says yes.</summary>
    public required string Yes { get; init; }

    public required string No { get; init; }

    /// <summary>Leads to the page that answers. Takes its address.</summary>
    public required Func<string, string> ByPage { get; init; }

    /// <summary>The link to the page for questions without links of their own.</summary>
    public required string OnPage { get; init; }

    /// <summary>Asks for the answer to the race that the first lines ask about.</summary>
    public required string AskForAnswer { get; init; }

    /// <summary>The answer of a link, in the athlete's words.</summary>
    public required Func<AnswerAction, string> Choice { get; init; }

    /// <summary>Joins alternatives: "#race or #easy".</summary>
    public required string Or { get; init; }
}

/// <summary>The texts of the block "Your week".</summary>
internal sealed record WeekTexts
{
    /// <summary>Takes what was done ("5 runs, 6 h 26"; may be empty).</summary>
    public required Func<string, string> Heading { get; init; }

    /// <summary>Counts in digits.</summary>
    public required Func<SessionCount, string> Count { get; init; }

    /// <summary>Counts in words, for a sentence.</summary>
    public required Func<SessionCount, string> CountInWords { get; init; }

    /// <summary>The activities without a label. Takes their number and their time.</summary>
    public required Func<SessionCount, string, string> Others { get; init; }

    /// <summary>Names a kind of activity. Takes the label, and whether a long load was on foot.</summary>
    public required Func<Label, bool, string> What { get; init; }

    /// <summary>A guess. Takes the label, and whether a long load was on foot.</summary>
    public required Func<Label, bool, string> LooksLike { get; init; }

    /// <summary>One line. Takes the day and the parts.</summary>
    public required Func<string, IEnumerable<string>, string> Entry { get; init; }

    /// <summary>A race stopped early, without congratulation. Takes its name (may be empty) and time.</summary>
    public required Func<string, string, string> StoppedEarly { get; init; }

    /// <summary>Takes minutes (positive if longer) compared with the long run of the week before.</summary>
    public required Func<int, string> ComparedWithLastWeek { get; init; }

    /// <summary>Takes minutes (positive if more) compared with the usual week.</summary>
    public required Func<int, string> ComparedWithUsualWeek { get; init; }

    /// <summary>Separate recordings around the main one. Takes their time, and whether it was a race.</summary>
    public required Func<string, bool, string> WithAround { get; init; }

    public required string Nothing { get; init; }

    public required string Spike { get; init; }

    public required string ColdStart { get; init; }

    /// <summary>The good days after a long run have passed. Takes the event.</summary>
    public required Func<string, string> DaysHavePassed { get; init; }

    /// <summary>How many massages helped. Takes those that did and all that were answered.</summary>
    public required Func<int, int, string> Tally { get; init; }

    public required Func<string, string> KnownUntil { get; init; }

    /// <summary>Takes a source's name and the last day on which its key works.</summary>
    public required Func<string, string, string> KeyEnds { get; init; }

    /// <summary>Takes a source's name and the day up to which it is known.</summary>
    public required Func<string, string, string> SourceKnownUntil { get; init; }
}

/// <summary>The sentences of the reason codes. Names are sanitized and may be empty.</summary>
internal sealed record ReasonTexts
{
    /// <summary>The heading with a massage to book.</summary>
    public required string HeadingNow { get; init; }

    /// <summary>
    /// Why a day is not good for a massage, as a sentence; empty for a code that blocks no day. Takes the code and the
    /// race's name (may be empty).
    /// </summary>
    public required Func<ReasonCode, string, string> Plain { get; init; }

    /// <summary>The same for the day of a race. Takes its name (may be empty).</summary>
    public required Func<string, string> RaceDay { get; init; }

    /// <summary>The heading with a booked massage that fits.</summary>
    public required string HeadingFits { get; init; }

    /// <summary>The heading without a massage.</summary>
    public required string HeadingAside { get; init; }

    /// <summary>Only if the first suggested day is a few days after the race.</summary>
    public required string RacePost { get; init; }

    public required string EarlyGentle { get; init; }

    /// <summary>Takes the days to the race and its name.</summary>
    public required Func<int, string, string> RacePreLight { get; init; }

    /// <summary>Takes the days to the race and its name.</summary>
    public required Func<int, string, string> RacePre { get; init; }

    /// <summary>
    /// For athletes with a regular rhythm, closer to a race than others. Takes the days from the last suggested day.
    /// </summary>
    public required Func<int, string> RacePreRegular { get; init; }

    public required string TwoRaces { get; init; }

    /// <summary>
    /// Takes the event, how many times the usual run it was ("almost four times"; may be empty), and whether it was the
    /// longest in a month. One of the two is there.
    /// </summary>
    public required Func<EventPhrase, string, bool, string> Long { get; init; }

    /// <summary>"almost four times" and the like; empty for a ratio that isn't said. Takes the ratio.</summary>
    public required Func<double, string> Times { get; init; }

    public required string HardBlock { get; init; }

    /// <summary>Takes the day of the last massage (may be empty).</summary>
    public required Func<string, string> Maintenance { get; init; }

    /// <summary>A booked massage fits.</summary>
    public required string KeepSlot { get; init; }

    /// <summary>A booked massage fits. Takes its distance to an event.</summary>
    public required Func<string, string> SlotFits { get; init; }

    /// <summary>Another booked massage should move. Takes its day and why.</summary>
    public required Func<string, string, string> SlotMove { get; init; }

    public required string HistoryUnknown { get; init; }

    /// <summary>A sore spot next to another reason. Takes the area in the athlete's words (may be empty).</summary>
    public required Func<string, string> PainLocal { get; init; }

    /// <summary>What a physiotherapist may use.</summary>
    public required string ActiveRelease { get; init; }

    public required string WindowExpired { get; init; }

    /// <summary>Why deep work keeps a distance.</summary>
    public required string DepthTakesTime { get; init; }

    /// <summary>After deep work.</summary>
    public required string SecondEasyDay { get; init; }

    /// <summary>Why the next day is easy.</summary>
    public required string MassageIsWork { get; init; }

    /// <summary>Said once, in brackets.</summary>
    public required Func<EvidenceGrade, string> Grade { get; init; }

    /// <summary>What the advice is based on; not in every email.</summary>
    public required string EvidenceBasis { get; init; }

    public required string MayEase { get; init; }

    public required string WontMakeFaster { get; init; }

    public required string Myth { get; init; }
}

/// <summary>The texts about self-massage.</summary>
internal sealed record TonightTexts
{
    /// <summary>Takes the seconds of all steps, both sides.</summary>
    public required Func<int, string> Heading { get; init; }

    /// <summary>One step. Takes the seconds per side.</summary>
    public required Func<BodyArea, int, string> Step { get; init; }

    /// <summary>The caution for an area.</summary>
    public required Func<BodyArea, string> Caution { get; init; }

    /// <summary>The step of a quiet email, within a sentence. Takes the seconds per side.</summary>
    public required Func<BodyArea, int, string> StepInSentence { get; init; }

    /// <summary>How hard to press.</summary>
    public required Func<SelfMassageMode, string> Pressure { get; init; }

    /// <summary>Leads to the steps on the eve of a race.</summary>
    public required string IfUsedToIt { get; init; }

    /// <summary>On the eve of a race, and on its day.</summary>
    public required string BeforeRace { get; init; }

    /// <summary>An alternative to a massage.</summary>
    public required string InsteadOfMassage { get; init; }

    public required string Again { get; init; }

    /// <summary>The link to the guide with drawings.</summary>
    public required string Guide { get; init; }

    /// <summary>The guide's path on the page.</summary>
    public required string GuidePath { get; init; }

    /// <summary>The title of the guide.</summary>
    public required string GuideTitle { get; init; }
}

/// <summary>The texts of the block "Coming up".</summary>
internal sealed record AheadTexts
{
    public required string Heading { get; init; }

    /// <summary>Takes the race's name (may be empty), its date, and the days to it.</summary>
    public required Func<string, string, int, string> Race { get; init; }

    /// <summary>Takes the first good day for a massage before the race.</summary>
    public required Func<string, string> RaceWindowOpens { get; init; }

    /// <summary>Takes the date on which a race calendar was last read.</summary>
    public required Func<string, string> CalendarReadOn { get; init; }

    /// <summary>From a day on it is too close to a race. Takes the day.</summary>
    public required Func<string, string> TooCloseFrom { get; init; }
}

/// <summary>The last lines of an email.</summary>
internal sealed record ClosingTexts
{
    /// <summary>Encouraging last lines, used in turn.</summary>
    public required IReadOnlyList<string> Encouragements { get; init; }

    /// <summary>
    /// Further ones for a week with more training than usual. They take its minutes, which the mail shows.
    /// </summary>
    public required IReadOnlyList<Func<int, string>> BigWeek { get; init; }

    /// <summary>The last line of a week with a sore spot, a stopped race or nothing at all.</summary>
    public required string Gentle { get; init; }

    /// <summary>The last line when a race's recording is still missing.</summary>
    public required string HopeItWentWell { get; init; }

    /// <summary>After the race or the longest run of a season.</summary>
    public required string TreatYourself { get; init; }

    public required string Safety { get; init; }

    public required Func<string, string> SettingsAt { get; init; }

    /// <summary>Takes the address, and whether it is a page; else it is that of a mailbox.</summary>
    public required Func<string, bool, string> Unsubscribe { get; init; }

    public required Func<string, string> PoweredBy { get; init; }

    public required Func<string, string> DataFrom { get; init; }
}
