namespace ActivitySync.Web.Views;

/// <summary>This week: the decision, its answers, and cards.</summary>
public sealed record WeekPage
{
    public required PageFrame Frame { get; init; }

    /// <summary>There is a medical level: one red card and nothing else.</summary>
    public required bool IsMedical { get; init; }

    public required string Headline { get; init; }

    public required string Lead { get; init; }

    /// <summary>Lines that hold for the whole page: emails are paused, data is missing.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The buttons below the decision, the main one first.</summary>
    public required IReadOnlyList<AnswerButton> Answers { get; init; }

    /// <summary>The days of the window to choose from; empty if there is only one.</summary>
    public required IReadOnlyList<DayOption> Days { get; init; }

    /// <summary>The questions, the most specific first.</summary>
    public required IReadOnlyList<WeekQuestion> Questions { get; init; }

    public required IReadOnlyList<WeekCard> Cards { get; init; }
}

/// <summary>A button of a form that answers.</summary>
/// <param name="Value">The value that is posted.</param>
/// <param name="Label">The text of the button.</param>
public sealed record AnswerButton(string Value, string Label);

/// <summary>A day to choose.</summary>
/// <param name="Value">YYYY-MM-DD.</param>
/// <param name="Label">The day in words.</param>
public sealed record DayOption(string Value, string Label);

/// <summary>A question with its answers.</summary>
/// <param name="Heading">What kind of question it is.</param>
/// <param name="Text">The question.</param>
/// <param name="Answers">The buttons.</param>
public sealed record WeekQuestion(string Heading, string Text, IReadOnlyList<AnswerButton> Answers);

/// <summary>One card.</summary>
/// <param name="Heading">Empty if the card has none.</param>
/// <param name="Sentences">The sentences of a paragraph.</param>
/// <param name="Items">A list; may be empty.</param>
/// <param name="Notes">Smaller lines after the list.</param>
public sealed record WeekCard(
    string Heading,
    IReadOnlyList<string> Sentences,
    IReadOnlyList<LinkedText> Items,
    IReadOnlyList<string> Notes
)
{
    /// <summary>The items are steps in order.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>The card takes the whole width of a large screen.</summary>
    public bool IsWide { get; init; }

    /// <summary>A last line that leads on; null for none.</summary>
    public LinkedText? More { get; init; }
}

/// <summary>A text that may be a link.</summary>
/// <param name="Text">The text.</param>
/// <param name="Path">The path of a page of this site; empty for no link.</param>
public sealed record LinkedText(string Text, string Path = "");
