using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Digest.Localization;

/// <summary>
/// One language of the mail: everything it says. A new language is one file beside <see cref="English"/> and one line in
/// <see cref="Languages"/> (the setting's words follow by a test); what is missing does not compile. Dates come in as written by <see cref="LongDate"/>.
/// </summary>
internal sealed record Language
{
    /// <summary>IETF tag: <c>en</c>.</summary>
    public required string Tag { get; init; }

    public required char DecimalPoint { get; init; }

    /// <summary>Weekday, day and month name.</summary>
    public required Func<DateOnly, string> LongDate { get; init; }

    /// <summary>The same, abbreviated, for lists.</summary>
    public required Func<DateOnly, string> ShortDate { get; init; }

    // The envelope. No word of health: subjects and preheaders show on locked screens.
    public required Func<DateOnly, string> SubjectPick { get; init; }

    public required Func<DateOnly, string> SubjectTonight { get; init; }

    public required Func<DateOnly, string> SubjectQuiet { get; init; }

    public required Func<DateOnly, string> SubjectMedical { get; init; }

    public required string PreheaderPick { get; init; }

    public required string PreheaderTonight { get; init; }

    public required string PreheaderQuiet { get; init; }

    public required string PreheaderMedical { get; init; }

    // Headings of the blocks.
    public required string HeadingSummary { get; init; }

    public required string HeadingWeek { get; init; }

    public required string HeadingWhy { get; init; }

    public required string HeadingAfter { get; init; }

    public required string HeadingTonight { get; init; }

    public required string HeadingAhead { get; init; }

    public required string HeadingCorrections { get; init; }

    public required string HeadingReported { get; init; }

    // TL;DR.
    public required Func<MassageKind, string> Kind { get; init; }

    /// <summary>Kind and window: "Swedish massage on …", or from … to ….</summary>
    public required Func<MassageKind, DateOnly, DateOnly, string> Decision { get; init; }

    public required Func<DateOnly, string> DecisionTonight { get; init; }

    public required string ThenEasy { get; init; }

    /// <summary>The one why of the first screen, by trigger.</summary>
    public required ShortReasonTexts ShortReasons { get; init; }

    // Your week.
    public required WeekTexts Week { get; init; }

    // Why this.
    public required ReasonTexts Reasons { get; init; }

    public required Func<EvidenceGrade, string> Grade { get; init; }

    /// <summary>What the advice rests on; said now and then.</summary>
    public required string EvidenceBasis { get; init; }

    public required string MayEase { get; init; }

    public required string Myth { get; init; }

    public required Func<Aftercare, string> AfterMassage { get; init; }

    // Tonight.
    public required TonightTexts Tonight { get; init; }

    // Look ahead.
    public required AheadTexts Ahead { get; init; }

    // The mails around a race.
    public required RaceMailTexts Race { get; init; }

    // Wrong?
    public required string WrongLabel { get; init; }

    public required string ChangeBudget { get; init; }

    // Medical.
    public required MedicalTexts Medical { get; init; }

    // Footer.
    public required string PainQuestion { get; init; }

    public required string GeneralInformation { get; init; }

    public required Func<string, string> SettingsAt { get; init; }

    public required Func<string, string> Unsubscribe { get; init; }

    public required Func<string, string> PoweredBy { get; init; }

    public required Func<string, string> DataFrom { get; init; }

    /// <summary>Last lines that encourage; one a week, in turn.</summary>
    public required IReadOnlyList<string> Encouragements { get; init; }

    /// <summary>For weeks in which nothing is funny: a sore spot, a stopped race.</summary>
    public required string GentleEncouragement { get; init; }

    // The page behind the footer's link.
    public required UnsubscribeTexts UnsubscribePage { get; init; }

    // The picture.
    public required ChartTexts Chart { get; init; }

    // The calendar file.
    /// <summary>The name of a runner's feed of entries.</summary>
    public required string CalendarFeedName { get; init; }

    public required Func<MassageKind, string> EventTitle { get; init; }

    public required string EventNote { get; init; }

    public required string EasyDayTitle { get; init; }

    public required string EasyDayNote { get; init; }
}

/// <summary>The look ahead.</summary>
internal sealed record AheadTexts
{
    /// <summary>Name (may be empty), date, days to go.</summary>
    public required Func<string, string, int, string> Race { get; init; }

    public required Func<string, string> RaceWindowOpens { get; init; }

    /// <summary>When a race calendar was last read.</summary>
    public required Func<string, string> CalendarReadOn { get; init; }

    /// <summary>Date, and why.</summary>
    public required Func<string, ReasonCode, string> AvoidDay { get; init; }
}

/// <summary>Self-massage, told.</summary>
internal sealed record TonightTexts
{
    /// <summary>One step with what to mind on that area; takes the dose as <see cref="Dose"/> writes it.</summary>
    public required Func<BodyArea, string, string> Step { get; init; }

    /// <summary>Seconds a set and side, and sets.</summary>
    public required Func<int, int, string> Dose { get; init; }

    /// <summary>How hard to press: normal or light.</summary>
    public required Func<SelfMassageMode, string> Pressure { get; init; }

    /// <summary>How to roll, whatever the muscle.</summary>
    public required string How { get; init; }

    public required string StopAt { get; init; }

    public required string BeforeRace { get; init; }

    /// <summary>The second best, beside a massage.</summary>
    public required string InsteadOfMassage { get; init; }

    public required string Again { get; init; }
}

/// <summary>What the page that ends the mails says. Names are the runners' of the settings.</summary>
internal sealed record UnsubscribeTexts
{
    public required Func<string, string> Question { get; init; }

    public required string Button { get; init; }

    /// <summary>That they are off, and how they come again.</summary>
    public required Func<string, string> IsOff { get; init; }

    /// <summary>For a link that opens nothing here.</summary>
    public required string NotValid { get; init; }
}
