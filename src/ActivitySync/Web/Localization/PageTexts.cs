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
public sealed record DaysPageTexts;

/// <summary>Six months.</summary>
public sealed record SeasonPageTexts;

/// <summary>One activity.</summary>
public sealed record ActivityPageTexts;

/// <summary>The race calendar.</summary>
public sealed record RacesPageTexts;

/// <summary>What the athlete reported, and the forms to report more.</summary>
public sealed record LogPageTexts;

/// <summary>The history of emails.</summary>
public sealed record EmailsPageTexts;

/// <summary>Preferences, pause, calendar link, sessions, data.</summary>
public sealed record SettingsPageTexts;

/// <summary>Sources and uploads.</summary>
public sealed record ConnectPageTexts;

/// <summary>States for the operator.</summary>
public sealed record AdminPageTexts;
