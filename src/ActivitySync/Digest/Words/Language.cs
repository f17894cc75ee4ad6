using ActivitySync.Recovery;

namespace ActivitySync.Digest.Words;

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
    public required string HeadingShort { get; init; }

    public required string HeadingWeek { get; init; }

    public required string HeadingWhy { get; init; }

    public required string HeadingAfter { get; init; }

    public required string HeadingTonight { get; init; }

    public required string HeadingAhead { get; init; }

    public required string HeadingWrong { get; init; }

    public required string HeadingReported { get; init; }

    // TL;DR.
    public required Func<MassageKind, string> Kind { get; init; }

    /// <summary>Kind and window: "Swedish massage on …", or from … to ….</summary>
    public required Func<MassageKind, DateOnly, DateOnly, string> Decision { get; init; }

    public required Func<DateOnly, string> DecisionTonight { get; init; }

    public required string ThenEasy { get; init; }

    /// <summary>The one why of the first screen, by trigger.</summary>
    public required ShortWhys ShortWhy { get; init; }

    // Your week.
    public required WeekWords Week { get; init; }

    // Why this.
    public required WhyWords Why { get; init; }

    public required Func<EvidenceGrade, string> Grade { get; init; }

    /// <summary>What the advice rests on; said now and then.</summary>
    public required string RestsOn { get; init; }

    public required string MayEase { get; init; }

    public required string Myth { get; init; }

    public required Func<Aftercare, string> AfterMassage { get; init; }

    // Tonight.
    public required TonightWords Tonight { get; init; }

    // Look ahead.
    public required AheadWords Ahead { get; init; }

    // The mails around a race.
    public required RaceWords Race { get; init; }

    // Wrong?
    public required string WrongLabel { get; init; }

    public required string ChangeBudget { get; init; }

    // Medical.
    public required MedicalWords Medical { get; init; }

    // Footer.
    public required string PainQuestion { get; init; }

    public required string GeneralInformation { get; init; }

    public required Func<string, string> SettingsAt { get; init; }

    public required Func<string, string> Unsubscribe { get; init; }

    public required string PoweredByStrava { get; init; }

    public required string DataFromGarmin { get; init; }

    /// <summary>Last lines that encourage; one a week, in turn.</summary>
    public required IReadOnlyList<string> Encouragements { get; init; }

    /// <summary>For weeks in which nothing is funny: a sore spot, a stopped race.</summary>
    public required string GentleEncouragement { get; init; }

    // The page behind the footer's link.
    public required UnsubscribeWords Ending { get; init; }

    // The picture.
    public required PictureWords Picture { get; init; }

    // The calendar file.
    /// <summary>The name of a runner's feed of entries.</summary>
    public required string FeedName { get; init; }

    public required Func<MassageKind, string> EventTitle { get; init; }

    public required string EventNote { get; init; }

    public required string EasyDayTitle { get; init; }

    public required string EasyDayNote { get; init; }
}
