namespace ActivitySync.Web.Views;

/// <summary>Everything the athlete reported.</summary>
/// <param name="Frame">The frame of the page.</param>
/// <param name="Months">The months with entries, the newest first.</param>
/// <param name="Newer">The path of newer entries; empty if there are none.</param>
/// <param name="Older">The path of older entries; empty if there are none.</param>
public sealed record LogPage(PageFrame Frame, IReadOnlyList<LogMonth> Months, string Newer, string Older);

/// <summary>The entries of a month.</summary>
/// <param name="Name">Month and year.</param>
/// <param name="Entries">The newest first.</param>
public sealed record LogMonth(string Name, IReadOnlyList<EntryRow> Entries);

/// <summary>The form for a massage that the athlete had.</summary>
public sealed record LogMassagePage(PageFrame Frame, DatedForm Form);

/// <summary>The form for an illness.</summary>
/// <param name="Frame">The frame of the page.</param>
/// <param name="Date">YYYY-MM-DD, or what was sent.</param>
/// <param name="Max">The last day that is valid: YYYY-MM-DD.</param>
/// <param name="Kind">In the athlete's words.</param>
/// <param name="MaxLength">The maximum number of characters of the kind.</param>
public sealed record LogIllnessPage(PageFrame Frame, string Date, string Max, string Kind, int MaxLength);

/// <summary>The form for a pain, with what was sent.</summary>
public sealed record LogPainPage
{
    public required PageFrame Frame { get; init; }

    public required IReadOnlyList<Choice> Sides { get; init; }

    /// <summary>The chosen side; empty for both or neither.</summary>
    public required string Side { get; init; }

    public required IReadOnlyList<Choice> Areas { get; init; }

    /// <summary>The chosen area; empty for none.</summary>
    public required string Area { get; init; }

    /// <summary>Another area, in the athlete's words.</summary>
    public required string OtherArea { get; init; }

    public required int MaxLength { get; init; }

    /// <summary>0 to 10, in words.</summary>
    public required IReadOnlyList<Choice> Severities { get; init; }

    /// <summary>The chosen severity; empty for none.</summary>
    public required string Severity { get; init; }

    /// <summary>YYYY-MM-DD, or what was sent.</summary>
    public required string Date { get; init; }

    /// <summary>The last day that is valid: YYYY-MM-DD.</summary>
    public required string Max { get; init; }

    public required IReadOnlyList<Choice> Signs { get; init; }

    public required IReadOnlyList<string> CheckedSigns { get; init; }
}

/// <summary>The answer to a report of pain or illness: what to do first.</summary>
public sealed record ReportedPage
{
    public required PageFrame Frame { get; init; }

    /// <summary>The report raises a medical level.</summary>
    public required bool IsMedical { get; init; }

    /// <summary>With a medical level the action, else a confirmation.</summary>
    public required string Heading { get; init; }

    /// <summary>What not to do until then, and whom to see; empty without a medical level.</summary>
    public required string Text { get; init; }

    public required string ReportedHeading { get; init; }

    /// <summary>What was reported.</summary>
    public required string Reported { get; init; }

    /// <summary>How the silence ends; or that it was not saved. May be empty.</summary>
    public required string Note { get; init; }

    /// <summary>Undoes the report; null if that is not possible.</summary>
    public required long? UndoId { get; init; }

    /// <summary>The advice now; null with a medical level, which replaces it.</summary>
    public required WeekCard? Advice { get; init; }
}
