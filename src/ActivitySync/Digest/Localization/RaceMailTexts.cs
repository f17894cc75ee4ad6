namespace ActivitySync.Digest.Localization;

/// <summary>
/// The texts of race emails. Names are sanitized and may be empty; dates passed as text are in the long format.
/// </summary>
internal sealed record RaceMailTexts
{
    /// <summary>Takes the name and the first and last day of the massage.</summary>
    public required Func<string, DateOnly, DateOnly, string> SubjectPlan { get; init; }

    public required Func<string, string> SubjectNothingToBook { get; init; }

    public required Func<string, string> SubjectLastDeep { get; init; }

    public required Func<string, string> SubjectEve { get; init; }

    public required Func<string, string> SubjectAfter { get; init; }

    public required Func<string, string> SubjectStopped { get; init; }

    public required Func<string, string> SubjectStarted { get; init; }

    public required Func<string, string> SubjectCheck { get; init; }

    public required string PreheaderPlan { get; init; }

    public required string PreheaderNothingToBook { get; init; }

    public required string PreheaderLastDeep { get; init; }

    public required string PreheaderEve { get; init; }

    public required string PreheaderAfter { get; init; }

    public required string PreheaderStarted { get; init; }

    public required string PreheaderCheck { get; init; }

    /// <summary>The heading of the days until the race.</summary>
    public required string HeadingPlan { get; init; }

    public required string HeadingEve { get; init; }

    public required string HeadingCheck { get; init; }

    /// <summary>The decision if there is nothing to book. Takes the days to the race, and its name.</summary>
    public required Func<int, string, string> NothingToBook { get; init; }

    public required string NothingToBookLead { get; init; }

    /// <summary>Takes the last day for deep work.</summary>
    public required Func<string, string> DeepUntil { get; init; }

    /// <summary>Takes the last day for a gentle massage.</summary>
    public required Func<string, string> GentleUntil { get; init; }

    /// <summary>Takes the day from which on the athlete should try nothing new.</summary>
    public required Func<string, string> NothingNewFrom { get; init; }

    /// <summary>The last item of a list. Takes date and name.</summary>
    public required Func<string, string, string> RaceDay { get; init; }

    /// <summary>Takes the date of tomorrow.</summary>
    public required Func<string, string> LastDeep { get; init; }

    /// <summary>Takes the days from that day to the race, and its name.</summary>
    public required Func<int, string, string> LastDeepWhy { get; init; }

    public required string NotBooked { get; init; }

    /// <summary>Takes the race's name and the date of tomorrow.</summary>
    public required Func<string, string, string> Eve { get; init; }

    public required string EveLead { get; init; }

    /// <summary>The last line on the eve of a race.</summary>
    public required string EveWish { get; init; }

    public required IReadOnlyList<string> EveItems { get; init; }

    /// <summary>A race without a recording. Takes its name and date.</summary>
    public required Func<string, string, string> DidYouStart { get; init; }

    public required string NoRecording { get; init; }

    /// <summary>A massage is not suggested after the race (yet).</summary>
    public required string AfterLead { get; init; }

    /// <summary>Takes the days since the race, and its name.</summary>
    public required Func<int, string, string> Check { get; init; }

    public required string CheckLead { get; init; }

    public required string CheckSore { get; init; }
}
