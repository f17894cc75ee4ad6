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

    /// <summary>The heading of the days until the race. Takes its name.</summary>
    public required Func<string, string> HeadingPlan { get; init; }

    public required string HeadingEve { get; init; }

    /// <summary>The decision if there is nothing to book. Takes the days to the race, and its name.</summary>
    public required Func<int, string, string> NothingToBook { get; init; }

    /// <summary>The same, since there is no budget for a massage.</summary>
    public required Func<int, string, string> NothingToBookBudget { get; init; }

    /// <summary>The lead if there is a self-massage.</summary>
    public required string NothingToBookLead { get; init; }

    /// <summary>The last massage is too recent for another. Takes its day.</summary>
    public required Func<string, string> LastIsEnough { get; init; }

    /// <summary>Takes the last day for a deep massage (may be empty), and that for a gentle one.</summary>
    public required Func<string, string, string> MassageUntil { get; init; }

    /// <summary>Takes the day from which on the athlete should try nothing new.</summary>
    public required Func<string, string> NothingNewFrom { get; init; }

    /// <summary>The last item of a list. Takes date and name.</summary>
    public required Func<string, string, string> RaceDay { get; init; }

    /// <summary>Takes the date of tomorrow, and the race's name.</summary>
    public required Func<string, string, string> LastDeep { get; init; }

    /// <summary>Takes the weekday after that day.</summary>
    public required Func<string, string> LastDeepWhy { get; init; }

    /// <summary>The last line before a race.</summary>
    public required string PlanWish { get; init; }

    /// <summary>The last line after a race and its recovery.</summary>
    public required string CheckWish { get; init; }

    /// <summary>Takes the race's name and the date of tomorrow.</summary>
    public required Func<string, string, string> Eve { get; init; }

    public required string EveLead { get; init; }

    /// <summary>The last line on the eve of a race.</summary>
    public required string EveWish { get; init; }

    public required IReadOnlyList<string> EveItems { get; init; }

    public required string NoRecording { get; init; }

    /// <summary>A massage is not suggested after the race (yet).</summary>
    public required string AfterLead { get; init; }

    /// <summary>Takes the days since the race, and its name.</summary>
    public required Func<int, string, string> Check { get; init; }

    public required string CheckLead { get; init; }

    public required string CheckSore { get; init; }
}
