using ActivitySync.Recovery;
using ActivitySync.Web.Views;

namespace ActivitySync.Web.Localization;

// Public, because the classes generated for views are.

/// <summary>All texts of the page in one language. Sentences about the advice are those of the mails.</summary>
public sealed record PageTexts
{
    /// <summary>IETF tag: <c>en</c>.</summary>
    public required string Tag { get; init; }

    public required CommonTexts Common { get; init; }

    public required SignInTexts SignIn { get; init; }

    public required WeekPageTexts Week { get; init; }

    public required DaysPageTexts Days { get; init; }

    public required SeasonPageTexts Season { get; init; }

    public required ActivityPageTexts Activity { get; init; }

    public required RacesPageTexts Races { get; init; }

    public required LogPageTexts Log { get; init; }

    public required EmailsPageTexts Emails { get; init; }

    public required SettingsPageTexts Settings { get; init; }

    public required ConnectPageTexts Connect { get; init; }

    public required AdminPageTexts Admin { get; init; }
}

/// <summary>What every page has.</summary>
public sealed record CommonTexts
{
    public required string SkipToContent { get; init; }

    public required string SignOut { get; init; }

    /// <summary>The name of the navigation.</summary>
    public required string Pages { get; init; }

    public required Func<PageTab, string> Tab { get; init; }

    public required string Saved { get; init; }

    public required string Undo { get; init; }

    public required string Undone { get; init; }

    public required string Save { get; init; }

    public required string Add { get; init; }

    public required string Remove { get; init; }

    /// <summary>The heading above the errors of a form. Takes their number.</summary>
    public required Func<int, string> Errors { get; init; }

    public required string NotFound { get; init; }

    public required string NotFoundText { get; init; }

    public required string Forbidden { get; init; }

    public required string ForbiddenText { get; init; }

    public required string Invalid { get; init; }

    public required string Failed { get; init; }

    public required string FailedText { get; init; }

    /// <summary>An undo that came too late, or twice.</summary>
    public required string CannotUndo { get; init; }
}

/// <summary>Signing in.</summary>
public sealed record SignInTexts
{
    public required string Heading { get; init; }

    public required string User { get; init; }

    public required string Send { get; init; }

    public required string Sent { get; init; }

    /// <summary>How to get a link on the terminal.</summary>
    public required string OnTheTerminal { get; init; }

    /// <summary>Takes the athlete's name.</summary>
    public required Func<string, string> Question { get; init; }

    public required string Stays { get; init; }

    /// <summary>Takes the athlete's name.</summary>
    public required Func<string, string> Confirm { get; init; }

    public required string Used { get; init; }

    public required string Expired { get; init; }

    public required string TooMany { get; init; }

    public required string MailSubject { get; init; }

    /// <summary>Takes the link and the minutes it works.</summary>
    public required Func<string, int, string> MailText { get; init; }
}

/// <summary>This week's suggestion and its answers.</summary>
public sealed record WeekPageTexts
{
    public required string RemoveBooking { get; init; }

    /// <summary>The label of the day to choose.</summary>
    public required string Day { get; init; }

    public required string OneQuestion { get; init; }

    public required string LastWeek { get; init; }

    public required string HowToRoll { get; init; }

    public required string HowItDecides { get; init; }

    public required string AddRace { get; init; }

    /// <summary>Takes the last day without emails.</summary>
    public required Func<string, string> Paused { get; init; }

    public required string PausedIndefinitely { get; init; }

    public required string Declined { get; init; }

    /// <summary>What a button was about has changed.</summary>
    public required string NotValid { get; init; }
}

/// <summary>The next 21 days.</summary>
public sealed record DaysPageTexts
{
    public required string Heading { get; init; }

    /// <summary>What the table has. Takes its first and last day.</summary>
    public required Func<string, string, string> Caption { get; init; }

    /// <summary>The columns, from Monday.</summary>
    public required IReadOnlyList<string> Weekdays { get; init; }

    /// <summary>The word in a cell; short, since seven of them fit a phone.</summary>
    public required Func<DayWord, string> Word { get; init; }

    public required string Today { get; init; }

    /// <summary>A massage is booked for the day.</summary>
    public required string Booked { get; init; }

    public required string BlockedHeading { get; init; }

    public required string NothingBlocked { get; init; }

    /// <summary>Before the reasons of a day that allows gentle work only.</summary>
    public required string LightOnly { get; init; }

    public required string BookingsHeading { get; init; }

    public required string NoBookings { get; init; }

    public required string BookHeading { get; init; }

    public required string Book { get; init; }

    public required string PlannedHeading { get; init; }

    public required string NothingPlanned { get; init; }

    public required string PlanHeading { get; init; }

    public required Func<PlannedSessionKind, string> PlannedKind { get; init; }

    public required string Races { get; init; }

    public required string CalendarHeading { get; init; }

    /// <summary>What the calendar feed is, and that everybody with its address can read it.</summary>
    public required string CalendarText { get; init; }
}

/// <summary>Six months.</summary>
public sealed record SeasonPageTexts
{
    public required string Heading { get; init; }

    /// <summary>
    /// The chart in one sentence. Takes the first and the last day, the time of all training, and the numbers of long
    /// runs, races and massages.
    /// </summary>
    public required Func<string, string, string, int, int, int, string> ChartTitle { get; init; }

    /// <summary>The name of the box that the chart is in.</summary>
    public required string ChartRegion { get; init; }

    public required string TableRegion { get; init; }

    // The legend; the mail's chart has the other words.
    public required string OtherRuns { get; init; }

    public required string BookedMassage { get; init; }

    // The table.
    public required string AsTable { get; init; }

    public required string WeekOf { get; init; }

    public required string Time { get; init; }

    public required string Runs { get; init; }

    public required string LongRun { get; init; }

    public required string Race { get; init; }

    public required string Massage { get; init; }

    public required string Total { get; init; }

    /// <summary>Takes the numbers of runs and of other training.</summary>
    public required Func<int, int, string> RunCount { get; init; }

    /// <summary>A race of the calendar. Takes its name and day.</summary>
    public required Func<string, string> Ahead { get; init; }

    /// <summary>A booked massage. Takes its day.</summary>
    public required Func<string, string> Booked { get; init; }

    // The list.
    public required string ByMonth { get; init; }

    /// <summary>Takes the month with its year, what was done, and its time.</summary>
    public required Func<string, string, string, string> Month { get; init; }

    /// <summary>A link to an earlier month. Takes it.</summary>
    public required Func<string, string> Earlier { get; init; }

    /// <summary>A link to a later month. Takes it.</summary>
    public required Func<string, string> Later { get; init; }

    public required string Nothing { get; init; }
}

/// <summary>One activity.</summary>
public sealed record ActivityPageTexts
{
    /// <summary>Takes the labels and how sure they are (may be empty).</summary>
    public required Func<string, string, string> TakenFor { get; init; }

    public required string Sure { get; init; }

    public required string Guess { get; init; }

    /// <summary>The label is the athlete's own.</summary>
    public required string YouSaid { get; init; }

    public required string PerhapsRace { get; init; }

    public required string OrdinaryRun { get; init; }

    /// <summary>Another sport.</summary>
    public required string OrdinaryTraining { get; init; }

    /// <summary>Takes the reasons.</summary>
    public required Func<string, string> Because { get; init; }

    /// <summary>
    /// A reason. Takes its name, one of <see cref="Recovery.Tagging.FeatureNames"/> or <see
    /// cref="Recovery.Tagging.ExplanationReasons"/>, and the numbers.
    /// </summary>
    public required Func<string, ReasonFacts, string> Reason { get; init; }

    /// <summary>How much a race matters. Takes the letter.</summary>
    public required Func<string, string> Importance { get; init; }

    /// <summary>Takes how much the race matters.</summary>
    public required Func<string, string> ImportanceLine { get; init; }

    /// <summary>Implausible values were left out.</summary>
    public required string LeftOut { get; init; }

    public required string CountedOnce { get; init; }

    public required string TooShort { get; init; }

    /// <summary>Takes beats per minute.</summary>
    public required Func<int, string> HeartRate { get; init; }

    // The form.
    public required string Question { get; init; }

    public required string Race { get; init; }

    /// <summary>The label of the choice of importance.</summary>
    public required string ImportanceQuestion { get; init; }

    public required string LongRun { get; init; }

    public required string Hard { get; init; }

    public required string Easy { get; init; }

    public required string Automatic { get; init; }

    public required string ChooseOne { get; init; }

    /// <summary>A hashtag in the title counts as the athlete's label.</summary>
    public required string FromTitle { get; init; }

    // Where it comes from.
    public required string Copies { get; init; }

    /// <summary>Takes a file's name.</summary>
    public required Func<string, string> File { get; init; }

    /// <summary>An entry in the list of an export.</summary>
    public required string UnnamedFile { get; init; }

    /// <summary>Takes the name of the source whose copy has expired.</summary>
    public required Func<string, string> ExpiredCopy { get; init; }

    /// <summary>The heading of an activity of which no copy is stored.</summary>
    public required string Expired { get; init; }

    public required string ExpiredText { get; init; }
}

/// <summary>The numbers of an activity that reasons mention, as texts; empty if unknown.</summary>
public sealed record ReasonFacts
{
    /// <summary>The moving time.</summary>
    public required string Time { get; init; }

    public required string Distance { get; init; }

    /// <summary>The average, in beats per minute.</summary>
    public required string HeartRate { get; init; }

    /// <summary>The athlete's rating, up to 10.</summary>
    public required string Exertion { get; init; }

    public required string UsualTime { get; init; }

    /// <summary>The time, as a multiple of the usual time.</summary>
    public required string TimesUsual { get; init; }

    /// <summary>The time, in percent of a usual week.</summary>
    public required string PercentOfWeek { get; init; }

    public required string Weekday { get; init; }
}

/// <summary>The race calendar.</summary>
public sealed record RacesPageTexts
{
    public required string Heading { get; init; }

    public required string Ahead { get; init; }

    public required string Past { get; init; }

    public required string Nothing { get; init; }

    public required string AddHeading { get; init; }

    public required string ChangeHeading { get; init; }

    public required string Change { get; init; }

    public required string Name { get; init; }

    /// <summary>The label of the distance. Takes its unit.</summary>
    public required Func<string, string> Distance { get; init; }

    public required string Importance { get; init; }

    /// <summary>What a choice of importance means; null lets the program decide.</summary>
    public required Func<Importance?, string> ImportanceChoice { get; init; }

    /// <summary>Takes the days from today, at least 0.</summary>
    public required Func<int, string> DaysToGo { get; init; }

    /// <summary>Why a race can't be changed here. Takes the calendar's number and where it is (may be empty).</summary>
    public required Func<int, string, string> FromCalendar { get; init; }

    /// <summary>The same if the calendar is no longer in the settings.</summary>
    public required string FromAnyCalendar { get; init; }

    public required string NameMissing { get; init; }

    /// <summary>Takes the unit and an example.</summary>
    public required Func<string, string, string> DistanceInvalid { get; init; }
}

/// <summary>What the athlete reported, and the forms to report more.</summary>
public sealed record LogPageTexts
{
    public required string Heading { get; init; }

    public required string ReportHeading { get; init; }

    public required string Nothing { get; init; }

    public required string Older { get; init; }

    public required string Newer { get; init; }

    /// <summary>Takes the kind of massage.</summary>
    public required Func<string, string> Massage { get; init; }

    public required Func<string, string> BookedMassage { get; init; }

    /// <summary>How a massage left the athlete. Takes the answer.</summary>
    public required Func<string, string> Feeling { get; init; }

    /// <summary>Takes area (may be empty), severity and signs (may be empty).</summary>
    public required Func<string, string, string, string> Pain { get; init; }

    /// <summary>Takes the first day without a pain.</summary>
    public required Func<string, string> Gone { get; init; }

    /// <summary>Takes the kind in the athlete's words (may be empty).</summary>
    public required Func<string, string> Illness { get; init; }

    /// <summary>Takes name (may be empty) and distance (may be empty).</summary>
    public required Func<string, string, string> Race { get; init; }

    public required Func<string, string> Planned { get; init; }

    /// <summary>Why an entry can't be removed here. Takes the source of the title.</summary>
    public required Func<string, string> FromTitle { get; init; }

    public required string FromCalendar { get; init; }

    /// <summary>The button that ends a pain.</summary>
    public required string PainGone { get; init; }

    public required string Date { get; init; }

    public required string MassageHeading { get; init; }

    public required string MassageKindLabel { get; init; }

    public required Func<MassageKind, string> MassageKind { get; init; }

    public required string MassageNote { get; init; }

    public required string PainHeading { get; init; }

    public required string SideLabel { get; init; }

    /// <summary>Takes left, right or an empty text.</summary>
    public required Func<string, string> Side { get; init; }

    public required string AreaLabel { get; init; }

    public required string ChooseArea { get; init; }

    /// <summary>Areas in the athlete's language, by the area that is stored.</summary>
    public required IReadOnlyDictionary<string, string> Areas { get; init; }

    /// <summary>Takes the area and the side, in the athlete's language.</summary>
    public required Func<string, string, string> AreaWithSide { get; init; }

    public required string OtherArea { get; init; }

    public required string SeverityLabel { get; init; }

    /// <summary>Takes 0 to 10.</summary>
    public required Func<int, string> Severity { get; init; }

    public required string Since { get; init; }

    public required string SignsLabel { get; init; }

    /// <summary>A sign in plain words, as the athlete would say it.</summary>
    public required IReadOnlyDictionary<string, string> Signs { get; init; }

    public required string PainNote { get; init; }

    public required string IllnessHeading { get; init; }

    public required string IllnessKind { get; init; }

    public required string IllnessNote { get; init; }

    /// <summary>The heading after a report that raises no medical level.</summary>
    public required string Noted { get; init; }

    public required string AdviceNow { get; init; }

    public required string ThisWeek { get; init; }

    /// <summary>The answer counts although the entry could not be stored.</summary>
    public required string NotSaved { get; init; }

    public required string CannotUndo { get; init; }

    public required string DateMissing { get; init; }

    /// <summary>Takes a day.</summary>
    public required Func<string, string> InFuture { get; init; }

    /// <summary>Takes a day.</summary>
    public required Func<string, string> InPast { get; init; }

    public required string KindMissing { get; init; }

    public required string AreaMissing { get; init; }

    public required string SeverityMissing { get; init; }

    public required string SignUnknown { get; init; }

    public required string IllnessMissing { get; init; }

    /// <summary>Takes the maximum number of characters.</summary>
    public required Func<int, string> TooLong { get; init; }
}

/// <summary>The history of emails.</summary>
public sealed record EmailsPageTexts
{
    public required string Heading { get; init; }

    /// <summary>When the next digest is due. Takes day and time.</summary>
    public required Func<string, string> Next { get; init; }

    public required string SeePreview { get; init; }

    public required string History { get; init; }

    public required string Nothing { get; init; }

    public required string Newer { get; init; }

    public required string Older { get; init; }

    public required string Back { get; init; }

    // What an email is about.
    /// <summary>Takes the ISO week and its year.</summary>
    public required Func<int, int, string> Digest { get; init; }

    /// <summary>Takes the ISO week, its year, and the number of the copy.</summary>
    public required Func<int, int, int, string> DigestCopy { get; init; }

    /// <summary>The race is near. Takes its date, as the others do.</summary>
    public required Func<string, string> RacePlan { get; init; }

    public required Func<string, string> RaceLastDeep { get; init; }

    public required Func<string, string> RaceEve { get; init; }

    public required Func<string, string> RaceAfter { get; init; }

    public required Func<string, string> RaceCheck { get; init; }

    /// <summary>Takes the day since which something needs a look.</summary>
    public required Func<string, string> Medical { get; init; }

    /// <summary>To the operator. Takes its day.</summary>
    public required Func<string, string> Alert { get; init; }

    // What became of it. Times are texts; reasons may be empty.
    public required Func<string, string> Sent { get; init; }

    public required Func<string, string> Skipped { get; init; }

    public required Func<string, string, string> Failed { get; init; }

    public required Func<string, string> MayHaveArrived { get; init; }

    public required string Sending { get; init; }

    /// <summary>Takes the time of the next attempt, and why it is needed.</summary>
    public required Func<string, string, string> Waiting { get; init; }

    public required Func<string, string> Due { get; init; }

    /// <summary>The next digest. Takes when it is due.</summary>
    public required Func<string, string> NotDue { get; init; }

    // Why it was not sent.
    public required string QuietWeek { get; init; }

    public required string Obsolete { get; init; }

    public required string Included { get; init; }

    public required string OnePerDay { get; init; }

    public required string Missed { get; init; }

    public required string Paused { get; init; }

    public required string Resolved { get; init; }

    public required string NoTraining { get; init; }

    // One email.
    /// <summary>The email itself is no longer stored.</summary>
    public required string RenderedAgain { get; init; }

    public required string Preview { get; init; }

    public required string NothingToShow { get; init; }

    /// <summary>The link to the HTML part.</summary>
    public required string AsSent { get; init; }

    public required string SendAgain { get; init; }

    public required string SendNote { get; init; }

    public required string CannotSend { get; init; }

    public required string TooSoon { get; init; }
}

/// <summary>Preferences, pause, calendar link, sessions, data.</summary>
public sealed record SettingsPageTexts
{
    public required string Heading { get; init; }

    public required string Intro { get; init; }

    /// <summary>What a preference is. Takes its key.</summary>
    public required Func<string, string> Label { get; init; }

    /// <summary>A value of a preference. Takes key and value; unknown values stay as they are.</summary>
    public required Func<string, string, string> Choice { get; init; }

    /// <summary>Explains a preference; may be empty. Takes its key.</summary>
    public required Func<string, string> Hint { get; init; }

    public required string LockedByEnvironment { get; init; }

    public required string LockedByOperator { get; init; }

    /// <summary>Takes the label of the invalid field.</summary>
    public required Func<string, string> NotValid { get; init; }

    public required string PauseHeading { get; init; }

    public required string PauseUntil { get; init; }

    public required string Pause { get; init; }

    public required string Resume { get; init; }

    public required string CalendarHeading { get; init; }

    public required string CalendarText { get; init; }

    public required string NewCalendarLink { get; init; }

    public required string SessionsHeading { get; init; }

    /// <summary>Takes what the browser calls itself, and when it was last used.</summary>
    public required Func<string, string, string> Session { get; init; }

    public required string ThisBrowser { get; init; }

    public required string EndSession { get; init; }

    /// <summary>The same for a screen reader. Takes the session.</summary>
    public required Func<string, string> EndSessionOf { get; init; }

    public required string SignOutEverywhere { get; init; }

    public required string MoreHeading { get; init; }

    public required string Sources { get; init; }

    public required string Races { get; init; }

    public required string Emails { get; init; }

    public required string Admin { get; init; }

    /// <summary>The link that downloads everything stored about the athlete.</summary>
    public required string Export { get; init; }

    /// <summary>The link to delete everything, and the heading of that page.</summary>
    public required string Delete { get; init; }

    /// <summary>What is deleted, and what is not.</summary>
    public required IReadOnlyList<string> DeleteLines { get; init; }

    /// <summary>The label of the field that confirms. Takes the athlete's name.</summary>
    public required Func<string, string> DeleteConfirm { get; init; }

    /// <summary>The typed name is not the athlete's. Takes the athlete's name.</summary>
    public required Func<string, string> DeleteNotConfirmed { get; init; }

    public required string DeleteButton { get; init; }

    /// <summary>Says when everything will be deleted. Takes a day and a time.</summary>
    public required Func<string, string, string> DeletePending { get; init; }

    /// <summary>The button that takes it back.</summary>
    public required string Keep { get; init; }
}

/// <summary>Sources and uploads.</summary>
public sealed record ConnectPageTexts
{
    public required string Heading { get; init; }

    /// <summary>The state in a word or two.</summary>
    public required Func<SourceState, string> State { get; init; }

    /// <summary>What a state means, and the next step. Takes the source.</summary>
    public required Func<SourceState, string, string> Explain { get; init; }

    /// <summary>Takes the moment of the last sync.</summary>
    public required Func<string, string> ReadAt { get; init; }

    /// <summary>Takes a date in words and a time of day.</summary>
    public required Func<string, TimeOnly, string> Moment { get; init; }

    /// <summary>A source is connected. Takes the source.</summary>
    public required Func<string, string> Done { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> Disconnected { get; init; }

    /// <summary>The source did not confirm that access has ended. Takes the source.</summary>
    public required Func<string, string> NotConfirmed { get; init; }

    /// <summary>The button for a browser that can't come back by itself.</summary>
    public required string OtherWay { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> OtherWayHint { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> ConnectTo { get; init; }

    /// <summary>The first step. Takes the box that must stay checked.</summary>
    public required Func<string, string> OpenAddress { get; init; }

    /// <summary>The second step.</summary>
    public required string CopyAddress { get; init; }

    public required string AnswerLabel { get; init; }

    public required string ConnectButton { get; init; }

    public required string Back { get; init; }

    public required string KeyLabel { get; init; }

    public required string KeyHint { get; init; }

    /// <summary>The link to the page where a key is made. Takes the source.</summary>
    public required Func<string, string> MakeKey { get; init; }

    public required string ExpiresLabel { get; init; }

    public required string SaveKey { get; init; }

    /// <summary>Takes the last day.</summary>
    public required Func<string, string> KeyEnded { get; init; }

    /// <summary>Takes the last day, and the days until then.</summary>
    public required Func<string, int, string> KeyEnds { get; init; }

    /// <summary>The key is set where the page can't change it.</summary>
    public required string KeyFromEnvironment { get; init; }

    public required string KeyFromFile { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> DisconnectFrom { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> DisconnectDeletes { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> DisconnectKey { get; init; }

    public required string DisconnectButton { get; init; }

    public required string NoAddress { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> NoKey { get; init; }

    public required string InvalidLastDay { get; init; }

    public required string NotAskedHere { get; init; }

    public required string AnswerExpired { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> Declined { get; init; }

    /// <summary>Takes the source and the name of the box.</summary>
    public required Func<string, string, string> PermissionMissing { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> AccountTaken { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> OtherAccount { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> KeyRefused { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> AnswerRefused { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> Misconfigured { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> Unavailable { get; init; }

    public required string FilesHeading { get; init; }

    public required string FilesHint { get; init; }

    public required string FilesLabel { get; init; }

    public required string Upload { get; init; }

    /// <summary>Takes the folder.</summary>
    public required Func<string, string> Inbox { get; init; }

    public required string LatestUploads { get; init; }

    /// <summary>Takes the moment.</summary>
    public required Func<string, string> UploadOf { get; init; }

    /// <summary>Takes the limit in megabytes.</summary>
    public required Func<long, string> TooLarge { get; init; }

    /// <summary>Takes the limit.</summary>
    public required Func<int, string> TooManyFiles { get; init; }

    public required string TooManyUploads { get; init; }

    public required string NoSpace { get; init; }

    public required string NoFile { get; init; }

    public required string Interrupted { get; init; }

    public required string ImportHeading { get; init; }

    /// <summary>Takes the number of files that wait.</summary>
    public required Func<int, string> ImportOpen { get; init; }

    public required string ImportDone { get; init; }

    public required string ImportRefreshes { get; init; }

    /// <summary>Takes the numbers of new, known, other and refused files.</summary>
    public required Func<long, long, long, long, string> ImportSummary { get; init; }

    public required string FileColumn { get; init; }

    public required string ResultColumn { get; init; }

    public required string Waits { get; init; }

    public required string Imported { get; init; }

    public required string Duplicate { get; init; }

    public required string Skipped { get; init; }

    public required string Refused { get; init; }

    public required string MoreFiles { get; init; }

    public required string ToRuns { get; init; }

    public required string AdminLink { get; init; }
}

/// <summary>States for the operator.</summary>
public sealed record AdminPageTexts
{
    public required string Heading { get; init; }

    public required string AllWell { get; init; }

    public required string AttentionNeeded { get; init; }

    public required string Started { get; init; }

    public required string Invited { get; init; }

    public required string SessionEnded { get; init; }

    public required string Tasks { get; init; }

    /// <summary>Takes the athlete and the task.</summary>
    public required Func<string, string, string> TaskOpen { get; init; }

    /// <summary>Takes the moment, the athlete, the task, whether it is done, and what happened.</summary>
    public required Func<string, string, string, bool, string, string> TaskEnded { get; init; }

    public required string Sources { get; init; }

    public required string Athlete { get; init; }

    public required string Source { get; init; }

    public required string State { get; init; }

    public required string LastRead { get; init; }

    public required string NextStep { get; init; }

    public required string Never { get; init; }

    /// <summary>Takes the setting and the athlete.</summary>
    public required Func<string, string, string> TurnOn { get; init; }

    /// <summary>Takes the athlete.</summary>
    public required Func<string, string> HasToConnect { get; init; }

    /// <summary>Takes the number of athletes that are not shown.</summary>
    public required Func<int, string> OtherAthletes { get; init; }

    public required string Actions { get; init; }

    public required string ActionsHint { get; init; }

    public required string SyncNow { get; init; }

    public required string TestMail { get; init; }

    public required string SendDigest { get; init; }

    public required string Invite { get; init; }

    public required string Emails { get; init; }

    /// <summary>Takes the moment.</summary>
    public required Func<string, string> NextDigest { get; init; }

    public required string EmailsOff { get; init; }

    /// <summary>Takes the last day.</summary>
    public required Func<string, string> EmailsPaused { get; init; }

    /// <summary>Takes the numbers of waiting and failed emails.</summary>
    public required Func<int, int, string> Outbox { get; init; }

    public required string Sessions { get; init; }

    public required string NoSession { get; init; }

    public required string Browser { get; init; }

    public required string LastSeen { get; init; }

    public required string EndSession { get; init; }

    public required string Jobs { get; init; }

    public required string NoJob { get; init; }

    /// <summary>Takes the moment of the last success.</summary>
    public required Func<string, string> JobDone { get; init; }

    /// <summary>Takes the moment of the last success, and the failures since.</summary>
    public required Func<string, long, string> JobFailed { get; init; }

    public required string Machine { get; init; }

    public required string Version { get; init; }

    public required string Runtime { get; init; }

    public required string Memory { get; init; }

    public required string DiskFree { get; init; }

    public required string DatabaseSize { get; init; }

    public required string NewestBackup { get; init; }

    public required string NoBackup { get; init; }

    public required string Log { get; init; }

    public required string Report { get; init; }

    public required string ReportHint { get; init; }
}
