using ActivitySync.Data;

namespace ActivitySync.Digest.Localization;

/// <summary>
/// The texts of race mails. Names are sanitized and may be empty; dates passed as text are in the long format.
/// </summary>
internal sealed record RaceMailTexts
{
    /// <summary>The subject, with the day of the window, of tomorrow or of the race.</summary>
    public required Func<RaceMailStage, DateOnly, string> Subject { get; init; }

    public required Func<RaceMailStage, string> Preheader { get; init; }

    /// <summary>The label above the decision, and the heading of the block in a digest.</summary>
    public required Func<RaceMailStage, string> Heading { get; init; }

    /// <summary>The decision before a race. Takes its name and date.</summary>
    public required Func<string, string, string> Ahead { get; init; }

    /// <summary>There is nothing to book. Takes the days to the race.</summary>
    public required Func<int, string> NothingToBook { get; init; }

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

    public required IReadOnlyList<string> EveItems { get; init; }

    /// <summary>The race is over. Takes its name.</summary>
    public required Func<string, string> AfterLead { get; init; }

    public required string StoppedLead { get; init; }

    /// <summary>Takes name and date of a race without a recording.</summary>
    public required Func<string, string, string> DidYouStart { get; init; }

    public required string NoRecording { get; init; }

    /// <summary>Takes the days since the race, its name and its date.</summary>
    public required Func<int, string, string, string> Check { get; init; }

    public required string CheckLead { get; init; }

    public required IReadOnlyList<string> CheckItems { get; init; }

    /// <summary>How to correct a wrong race or date.</summary>
    public required string WrongRace { get; init; }
}
