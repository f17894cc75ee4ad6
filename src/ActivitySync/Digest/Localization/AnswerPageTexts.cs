namespace ActivitySync.Digest.Localization;

/// <summary>
/// The texts of the page that a link of an email opens: what will be saved, a button, and what was saved. Days are in
/// the format of <see cref="Language.LongDate"/>, kinds in that of <see cref="Language.KindInSentence"/>.
/// </summary>
internal sealed record AnswerPageTexts
{
    /// <summary>The heading above the choices of a question.</summary>
    public required string ChooseHeading { get; init; }

    /// <summary>The only button of a page.</summary>
    public required string Save { get; init; }

    public required string Undo { get; init; }

    /// <summary>The heading after saving.</summary>
    public required string Saved { get; init; }

    /// <summary>Below what was saved: it had been saved before by another way.</summary>
    public required string WasSaved { get; init; }

    /// <summary>Below what was saved: what the answer before it saved can't be undone.</summary>
    public required string EarlierStays { get; init; }

    /// <summary>The heading after undoing.</summary>
    public required string Undone { get; init; }

    /// <summary>Below it.</summary>
    public required string UndoneText { get; init; }

    /// <summary>The heading if nothing was saved or undone.</summary>
    public required string NotSaved { get; init; }

    public required string UndoExpired { get; init; }

    /// <summary>Something newer would be lost.</summary>
    public required string UndoChanged { get; init; }

    /// <summary>The link to the page of the week.</summary>
    public required string ToWeek { get; init; }

    /// <summary>The link to the form again.</summary>
    public required string AnswerAgain { get; init; }

    /// <summary>The heading for an invalid link.</summary>
    public required string NotValid { get; init; }

    public required string NotValidText { get; init; }

    /// <summary>What was entered can't be saved.</summary>
    public required string Unreadable { get; init; }

    /// <summary>What the answer is about isn't stored any more.</summary>
    public required string Gone { get; init; }

    public required string WhichDay { get; init; }

    public required string WhichKind { get; init; }

    public required string WhichRace { get; init; }

    public required string WhichPain { get; init; }

    /// <summary>A kind of massage that the athlete doesn't know.</summary>
    public required string KindUnknown { get; init; }

    /// <summary>Takes the kind.</summary>
    public required Func<string, string> Booked { get; init; }

    /// <summary>Takes the kind and the day.</summary>
    public required Func<string, string, string> BookedSaved { get; init; }

    /// <summary>The suggested days have passed, so nothing can be booked.</summary>
    public required string DaysHavePassed { get; init; }

    /// <summary>None of the suggested days has come yet.</summary>
    public required string DaysToCome { get; init; }

    public required string HadMassage { get; init; }

    /// <summary>Takes the day.</summary>
    public required Func<string, string> MassageSaved { get; init; }

    /// <summary>Takes the suggested days.</summary>
    public required Func<string, string> NotThisWeek { get; init; }

    /// <summary>Takes the suggested days.</summary>
    public required Func<string, string> NotThisWeekSaved { get; init; }

    /// <summary>Takes the suggested days.</summary>
    public required Func<string, string> DidNotHave { get; init; }

    /// <summary>Takes the suggested days.</summary>
    public required Func<string, string> DidNotHaveSaved { get; init; }

    /// <summary>Takes the day of the run.</summary>
    public required Func<string, string> WasRace { get; init; }

    /// <summary>Takes the day of the run.</summary>
    public required Func<string, string> WasRaceSaved { get; init; }

    /// <summary>Takes the day of the run.</summary>
    public required Func<string, string> JustRun { get; init; }

    /// <summary>Takes the day of the run.</summary>
    public required Func<string, string> JustRunSaved { get; init; }

    /// <summary>Takes the day of the race.</summary>
    public required Func<string, string> Ran { get; init; }

    /// <summary>Takes the day of the race.</summary>
    public required Func<string, string> RanSaved { get; init; }

    /// <summary>Takes the day of the race.</summary>
    public required Func<string, string> DidNotStart { get; init; }

    /// <summary>Takes the day of the race.</summary>
    public required Func<string, string> DidNotStartSaved { get; init; }

    /// <summary>A race of a calendar is removed there.</summary>
    public required string RaceIsFromCalendar { get; init; }

    /// <summary>Takes the day of the massage.</summary>
    public required Func<string, string> Better { get; init; }

    /// <summary>Takes the day of the massage.</summary>
    public required Func<string, string> Same { get; init; }

    /// <summary>Takes the day of the massage.</summary>
    public required Func<string, string> Worse { get; init; }

    public required string PainGone { get; init; }

    public required string PainGoneSaved { get; init; }

    /// <summary>No pain is stored that could end.</summary>
    public required string NoPain { get; init; }

    public required string SawSomeone { get; init; }

    public required string SawSomeoneSaved { get; init; }

    /// <summary>Takes the last day without emails.</summary>
    public required Func<string, string> Pause { get; init; }

    /// <summary>Takes the last day without emails.</summary>
    public required Func<string, string> PauseSaved { get; init; }

    /// <summary>The emails are paused for longer already.</summary>
    public required string PausedAlready { get; init; }

    public required string Hurts { get; init; }

    public required string WhichSide { get; init; }

    /// <summary>Neither left nor right.</summary>
    public required string NoSide { get; init; }

    public required string Left { get; init; }

    public required string Right { get; init; }

    public required string Where { get; init; }

    /// <summary>A common area as the start of a line. Takes its English name.</summary>
    public required Func<string, string> Area { get; init; }

    /// <summary>The field for another area.</summary>
    public required string OtherArea { get; init; }

    /// <summary>The first line of a list that has to be chosen from.</summary>
    public required string PleaseChoose { get; init; }

    public required string HowStrong { get; init; }

    /// <summary>Says a severity from 0 to 10 in words; empty for one without words.</summary>
    public required Func<int, string> Severity { get; init; }

    public required string SinceWhen { get; init; }

    public required string Today { get; init; }

    public required string Yesterday { get; init; }

    public required string WhichSigns { get; init; }

    public required string HurtsSaved { get; init; }
}
