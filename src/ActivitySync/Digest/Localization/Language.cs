using ActivitySync.Recovery;

namespace ActivitySync.Digest.Localization;

/// <summary>
/// All texts of mails in one language, like <see cref="English"/>. A missing text doesn't compile. CONTRIBUTING.md
/// lists what else a new language needs. Dates passed as text are in the format of <see cref="LongDate"/>.
/// </summary>
internal sealed record Language
{
    /// <summary>IETF tag: <c>en</c>.</summary>
    public required string Tag { get; init; }

    public required char DecimalPoint { get; init; }

    /// <summary>The unit of miles after a number.</summary>
    public required string Miles { get; init; }

    /// <summary>Formats weekday, day and month name.</summary>
    public required Func<DateOnly, string> LongDate { get; init; }

    /// <summary>Formats the same abbreviated, for lists.</summary>
    public required Func<DateOnly, string> ShortDate { get; init; }

    /// <summary>The weekday: "Wednesday".</summary>
    public required Func<DateOnly, string> Weekday { get; init; }

    /// <summary>Formats minutes as runners say them: "56 min" under 90 minutes, else "3 h 20".</summary>
    public required Func<int, string> Duration { get; init; }

    /// <summary>Formats a race's time: "3:41:12", or "44:10" under an hour.</summary>
    public required Func<TimeSpan, string> RaceTime { get; init; }

    /// <summary>Names the first, second and later days to choose from: "Saturday 28 or Sunday 29 November".</summary>
    public required Func<DateOnly, DateOnly, string> Days { get; init; }

    /// <summary>The same abbreviated, for subjects: "Sat 28 or Sun 29 November".</summary>
    public required Func<DateOnly, DateOnly, string> ShortDays { get; init; }

    /// <summary>Names a past event within a sentence, after "after".</summary>
    public required Func<EventPhrase, string> Event { get; init; }

    /// <summary>A kind of massage within a sentence, with its article: "a Swedish massage".</summary>
    public required Func<MassageKind, string> KindInSentence { get; init; }

    /// <summary>A kind of massage as a name: "Deep tissue massage".</summary>
    public required Func<MassageKind, string> Kind { get; init; }

    /// <summary>Explains a kind in one sentence; empty if it needs none.</summary>
    public required Func<MassageKind, string> KindExplained { get; init; }

    /// <summary>Subjects and preheaders; no health details, since locked screens show them.</summary>
    public required SubjectTexts Subjects { get; init; }

    /// <summary>The first lines: what to do, when, and one reason.</summary>
    public required DecisionTexts Decisions { get; init; }

    /// <summary>Questions, and the ways to answer them.</summary>
    public required AnswerTexts Answers { get; init; }

    public required WeekTexts Week { get; init; }

    public required ReasonTexts Reasons { get; init; }

    public required TonightTexts Tonight { get; init; }

    public required AheadTexts Ahead { get; init; }

    /// <summary>The emails around a race.</summary>
    public required RaceMailTexts Race { get; init; }

    public required MedicalTexts Medical { get; init; }

    /// <summary>The last lines.</summary>
    public required ClosingTexts Closing { get; init; }

    // The page to unsubscribe on.
    public required UnsubscribeTexts UnsubscribePage { get; init; }

    /// <summary>The page that a link of an email opens.</summary>
    public required AnswerPageTexts AnswerPage { get; init; }

    // The chart.
    public required ChartTexts Chart { get; init; }

    // The calendar file.
    /// <summary>The name of an athlete's calendar feed.</summary>
    public required string CalendarFeedName { get; init; }

    /// <summary>The title of the suggested window.</summary>
    public required Func<MassageKind, string> EventTitle { get; init; }

    /// <summary>The title of a booked massage that is kept.</summary>
    public required Func<MassageKind, string> BookedEventTitle { get; init; }

    /// <summary>The note of the suggested window. Takes its number of days.</summary>
    public required Func<int, string> EventNote { get; init; }

    public required string BookedEventNote { get; init; }

    /// <summary>The title of the day after a booked massage.</summary>
    public required string EasyDayTitle { get; init; }

    public required string EasyDayNote { get; init; }
}

/// <summary>The texts of the page to unsubscribe on. Names are the athletes' names in the settings.</summary>
internal sealed record UnsubscribeTexts
{
    public required Func<string, string> Question { get; init; }

    public required string Button { get; init; }

    /// <summary>Says that mails are off, and how to turn them on again.</summary>
    public required Func<string, string> IsOff { get; init; }

    /// <summary>The button that turns mails on again.</summary>
    public required string ResumeButton { get; init; }

    /// <summary>Says that mails are on again.</summary>
    public required Func<string, string> IsOn { get; init; }

    /// <summary>For an invalid link.</summary>
    public required string NotValid { get; init; }
}
