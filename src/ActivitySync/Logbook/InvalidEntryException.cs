using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Logbook;

/// <summary>What an entry consists of; the field of a form or the argument of a command.</summary>
internal enum EntryField
{
    Activity,
    Area,
    Date,
    Distance,
    Feeling,
    Id,
    Importance,
    Kind,
    Label,
    Name,
    Severity,
    Sign,
    Until,
}

/// <summary>Why a field of an entry is invalid.</summary>
internal enum EntryProblem
{
    /// <summary>The text is empty.</summary>
    Empty,

    /// <summary>The text has more than <see cref="EntryParser.MaxLength"/> characters.</summary>
    TooLong,

    /// <summary>The text is not a date, choice, number or id, or is out of range.</summary>
    Unreadable,

    /// <summary>The date is after today; <see cref="InvalidEntryException.Date"/> has it.</summary>
    InFuture,

    /// <summary>The date is before today; <see cref="InvalidEntryException.Date"/> has it.</summary>
    InPast,

    /// <summary>The athlete has no such entry, activity or active pain.</summary>
    NotFound,

    /// <summary>
    /// No massage is logged in the days before a feeling (<see cref="MassageFeelingRepository.MaxDays"/>).
    /// </summary>
    NoMassage,

    /// <summary>An importance without the label race.</summary>
    OnlyForRace,

    /// <summary>The entry comes from a hashtag in a title; <see cref="InvalidEntryException.Title"/> has it.</summary>
    FromTitle,

    /// <summary>The entry comes from a race calendar, or from the calendar of a source.</summary>
    FromCalendar,
}

/// <summary>
/// An entry that cannot be stored or removed. Commands and page say it in their own words; the message is for everybody
/// else.
/// </summary>
/// <param name="field">The invalid field.</param>
/// <param name="problem">What is wrong with it.</param>
internal sealed class InvalidEntryException(EntryField field, EntryProblem problem)
    : OperationException(ErrorKind.InvalidInput, CreateMessage(field, problem))
{
    public EntryField Field { get; } = field;

    public EntryProblem Problem { get; } = problem;

    /// <summary>The invalid date, if it is one.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The title that an entry comes from.</summary>
    public TitleOrigin? Title { get; init; }

    /// <summary>The text's length in characters, if it is too long.</summary>
    public int? Length { get; init; }

    /// <remarks>Has nothing of what was typed, which may be a health note.</remarks>
    private static string CreateMessage(EntryField field, EntryProblem problem) =>
        $"{field}: "
        + problem switch
        {
            EntryProblem.Empty => "must not be empty.",
            EntryProblem.TooLong => $"is too long. Use {EntryParser.MaxLength} characters or fewer.",
            EntryProblem.InFuture => "is in the future. Use today or an earlier day.",
            EntryProblem.InPast => "has passed. Use today or a later day.",
            EntryProblem.NotFound => "is not stored for this athlete. Check it.",
            EntryProblem.NoMassage => "no massage is logged in the days before. Use a later day.",
            EntryProblem.OnlyForRace => "only valid with the label race. Use it with race, or leave it out.",
            EntryProblem.FromTitle => "comes from the title of an activity. Use the title to change it.",
            EntryProblem.FromCalendar => "comes from a calendar. Use the calendar to change it.",
            _ => "is invalid. Check it.",
        };
}
