using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Digest.Localization;

/// <summary>
/// All texts of mails in one language. A new language is one file like <see cref="English"/> and one line in <see
/// cref="Languages"/>; a test compares the setting's values with them. A missing text doesn't compile. Dates passed as
/// text are in the format of <see cref="LongDate"/>.
/// </summary>
internal sealed record Language
{
    /// <summary>IETF tag: <c>en</c>.</summary>
    public required string Tag { get; init; }

    public required char DecimalPoint { get; init; }

    /// <summary>Formats weekday, day and month name.</summary>
    public required Func<DateOnly, string> LongDate { get; init; }

    /// <summary>Formats the same abbreviated, for lists.</summary>
    public required Func<DateOnly, string> ShortDate { get; init; }

    // Subject and preheader. They don't mention health, since locked screens show them.
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

    /// <summary>Takes kind and window: "Swedish massage on …", or from … to ….</summary>
    public required Func<MassageKind, DateOnly, DateOnly, string> Decision { get; init; }

    public required Func<DateOnly, string> DecisionTonight { get; init; }

    public required string ThenEasy { get; init; }

    /// <summary>The main reason, for the first screen.</summary>
    public required ShortReasonTexts ShortReasons { get; init; }

    // Your week.
    public required WeekTexts Week { get; init; }

    // Why this.
    public required ReasonTexts Reasons { get; init; }

    public required Func<EvidenceGrade, string> Grade { get; init; }

    /// <summary>What the advice is based on; not in every mail.</summary>
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

    /// <summary>Encouraging last lines, used in turn.</summary>
    public required IReadOnlyList<string> Encouragements { get; init; }

    /// <summary>The last line of a week with a sore spot or a stopped race.</summary>
    public required string GentleEncouragement { get; init; }

    // The page to unsubscribe on.
    public required UnsubscribeTexts UnsubscribePage { get; init; }

    // The chart.
    public required ChartTexts Chart { get; init; }

    // The calendar file.
    /// <summary>The name of an athlete's calendar feed.</summary>
    public required string CalendarFeedName { get; init; }

    public required Func<MassageKind, string> EventTitle { get; init; }

    public required string EventNote { get; init; }

    public required string EasyDayTitle { get; init; }

    public required string EasyDayNote { get; init; }
}

/// <summary>The texts of the block "Look ahead".</summary>
internal sealed record AheadTexts
{
    /// <summary>Takes the race's name (may be empty), its date, and the days to it.</summary>
    public required Func<string, string, int, string> Race { get; init; }

    public required Func<string, string> RaceWindowOpens { get; init; }

    /// <summary>Takes the date on which a race calendar was last read.</summary>
    public required Func<string, string> CalendarReadOn { get; init; }

    /// <summary>Takes the date and the reason.</summary>
    public required Func<string, ReasonCode, string> AvoidDay { get; init; }
}

/// <summary>The texts about self-massage.</summary>
internal sealed record TonightTexts
{
    /// <summary>One step, with a caution for the area. Takes the dose as formatted by <see cref="Dose"/>.</summary>
    public required Func<BodyArea, string, string> Step { get; init; }

    /// <summary>Takes the seconds per set and side, and the number of sets.</summary>
    public required Func<int, int, string> Dose { get; init; }

    /// <summary>How hard to press.</summary>
    public required Func<SelfMassageMode, string> Pressure { get; init; }

    /// <summary>How to roll any muscle.</summary>
    public required string How { get; init; }

    public required string StopAt { get; init; }

    public required string BeforeRace { get; init; }

    /// <summary>An alternative to a massage.</summary>
    public required string InsteadOfMassage { get; init; }

    public required string Again { get; init; }
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
