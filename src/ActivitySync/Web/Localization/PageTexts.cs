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
    public required string Booked { get; init; }

    public required string HadMassage { get; init; }

    public required string Hurts { get; init; }

    public required string NotThisWeek { get; init; }

    public required string RemoveBooking { get; init; }

    /// <summary>The label of the day to choose.</summary>
    public required string Day { get; init; }

    public required string OneQuestion { get; init; }

    public required string LastWeek { get; init; }

    public required string WasRace { get; init; }

    public required string JustRun { get; init; }

    public required string Ran { get; init; }

    public required string DidNotStart { get; init; }

    public required string Yes { get; init; }

    public required string No { get; init; }

    public required string Better { get; init; }

    public required string Same { get; init; }

    public required string Worse { get; init; }

    public required string PainGone { get; init; }

    public required string SawSomeone { get; init; }

    public required string HowToRoll { get; init; }

    public required string HowItDecides { get; init; }

    public required string AddRace { get; init; }

    /// <summary>Takes the last day without emails.</summary>
    public required Func<string, string> Paused { get; init; }

    public required string PausedIndefinitely { get; init; }

    public required string Declined { get; init; }
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
}

/// <summary>Six months.</summary>
public sealed record SeasonPageTexts;

/// <summary>One activity.</summary>
public sealed record ActivityPageTexts;

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
public sealed record EmailsPageTexts;

/// <summary>Preferences, pause, calendar link, sessions, data.</summary>
public sealed record SettingsPageTexts;

/// <summary>Sources and uploads.</summary>
public sealed record ConnectPageTexts;

/// <summary>States for the operator.</summary>
public sealed record AdminPageTexts;
