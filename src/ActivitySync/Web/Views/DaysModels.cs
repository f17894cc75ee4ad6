namespace ActivitySync.Web.Views;

/// <summary>The word of a day in the calendar.</summary>
public enum DayWord
{
    /// <summary>A suggested day.</summary>
    Best,

    /// <summary>Any massage is allowed.</summary>
    Ok,

    /// <summary>Only gentle work is allowed.</summary>
    Light,

    /// <summary>Every massage is blocked.</summary>
    No,

    /// <summary>The day of a race, which is blocked.</summary>
    Race,
}

/// <summary>The next days, what is booked and planned, and the forms to change it.</summary>
public sealed record DaysPage
{
    public required PageFrame Frame { get; init; }

    /// <summary>The first line of the advice.</summary>
    public required string Headline { get; init; }

    public required string Caption { get; init; }

    /// <summary>Weeks from Monday to Sunday.</summary>
    public required IReadOnlyList<IReadOnlyList<DayCell>> Weeks { get; init; }

    /// <summary>Blocked days and days for gentle work only, each with its reason.</summary>
    public required IReadOnlyList<DayReason> Reasons { get; init; }

    public required IReadOnlyList<EntryRow> Bookings { get; init; }

    public required IReadOnlyList<EntryRow> Planned { get; init; }

    public required DatedForm BookingForm { get; init; }

    public required DatedForm PlannedForm { get; init; }

    /// <summary>The address of the calendar feed.</summary>
    public required string CalendarAddress { get; init; }
}

/// <summary>One day of the calendar.</summary>
/// <param name="Date">YYYY-MM-DD.</param>
/// <param name="Day">The day of the month.</param>
/// <param name="Name">The day in words.</param>
/// <param name="Word">What is allowed; null for today and for days that are not planned.</param>
/// <param name="Label">The word in the athlete's language; empty without one.</param>
public sealed record DayCell(string Date, string Day, string Name, DayWord? Word, string Label)
{
    public bool IsToday { get; init; }

    public bool IsBooked { get; init; }

    /// <summary>The class of the cell: frame, hatch or neither.</summary>
    public string Style =>
        Word switch
        {
            DayWord.Best => "best",
            DayWord.No or DayWord.Race => "blocked",
            _ => "",
        };
}

/// <summary>Why a day is blocked, or light only.</summary>
/// <param name="Day">The day in words.</param>
/// <param name="Text">One or more sentences.</param>
public sealed record DayReason(string Day, string Text);

/// <summary>A stored entry in a list.</summary>
/// <param name="Id">The entry's id: <c>m12</c>.</param>
/// <param name="Day">The day in words.</param>
/// <param name="Text">What it is.</param>
public sealed record EntryRow(string Id, string Day, string Text)
{
    /// <summary>Why it can't be removed here; empty if it can.</summary>
    public string Fixed { get; init; } = "";

    /// <summary>A pain that the athlete can end.</summary>
    public bool CanEnd { get; init; }
}

/// <summary>A form with a day and a kind.</summary>
/// <param name="Date">What is in the field: YYYY-MM-DD, or what was sent.</param>
/// <param name="Kind">The chosen kind; empty for none.</param>
/// <param name="Kinds">The kinds to choose from.</param>
public sealed record DatedForm(string Date, string Kind, IReadOnlyList<Choice> Kinds)
{
    /// <summary>The first day that is valid: YYYY-MM-DD; empty for any.</summary>
    public string Min { get; init; } = "";

    /// <summary>The last day that is valid: YYYY-MM-DD; empty for any.</summary>
    public string Max { get; init; } = "";
}

/// <summary>A value to choose.</summary>
/// <param name="Value">The value that is posted.</param>
/// <param name="Label">The value in words.</param>
public sealed record Choice(string Value, string Label);

/// <summary>Attributes of a field with an error.</summary>
public static class FieldMark
{
    /// <summary>The attribute of an invalid field; empty for a valid one.</summary>
    /// <param name="frame">The frame of the page.</param>
    /// <param name="field">The id of the field.</param>
    public static string Invalid(PageFrame frame, string field) =>
        frame.Errors.Any(error => error.Field == field) ? "aria-invalid=true" : "";
}
