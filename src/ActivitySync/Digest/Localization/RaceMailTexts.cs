using ActivitySync.Digest.Content;

namespace ActivitySync.Digest.Localization;

/// <summary>The mails around a race. Names are tamed and may be empty; dates come long where they are texts.</summary>
internal sealed record RaceMailTexts
{
    /// <summary>The subject, with the day that matters: the window's, tomorrow's, the race's.</summary>
    public required Func<RaceMailStage, DateOnly, string> Subject { get; init; }

    public required Func<RaceMailStage, string> Preheader { get; init; }

    /// <summary>The label over the decision, and the heading of the block in a digest.</summary>
    public required Func<RaceMailStage, string> Heading { get; init; }

    /// <summary>Name and date of a race to come, told as a decision.</summary>
    public required Func<string, string, string> Ahead { get; init; }

    /// <summary>Days to go, with nothing to book.</summary>
    public required Func<int, string> NothingToBook { get; init; }

    /// <summary>The last day for deep work.</summary>
    public required Func<string, string> DeepUntil { get; init; }

    /// <summary>The last day for a gentle massage.</summary>
    public required Func<string, string> GentleUntil { get; init; }

    /// <summary>From this day on nothing new.</summary>
    public required Func<string, string> NothingNewFrom { get; init; }

    /// <summary>Date and name, for the end of a list.</summary>
    public required Func<string, string, string> RaceDay { get; init; }

    /// <summary>The date of tomorrow.</summary>
    public required Func<string, string> LastDeep { get; init; }

    /// <summary>Days from that day to the race, and its name.</summary>
    public required Func<int, string, string> LastDeepWhy { get; init; }

    public required string NotBooked { get; init; }

    /// <summary>Name and date of tomorrow.</summary>
    public required Func<string, string, string> Eve { get; init; }

    public required string EveLead { get; init; }

    public required IReadOnlyList<string> EveItems { get; init; }

    /// <summary>The race is run.</summary>
    public required Func<string, string> AfterLead { get; init; }

    public required string StoppedLead { get; init; }

    /// <summary>Name and date of a race without a recording.</summary>
    public required Func<string, string, string> DidYouStart { get; init; }

    public required string NoRecording { get; init; }

    /// <summary>Days since, name, date.</summary>
    public required Func<int, string, string, string> Check { get; init; }

    public required string CheckLead { get; init; }

    public required IReadOnlyList<string> CheckItems { get; init; }

    /// <summary>How to mend a wrong race or date.</summary>
    public required string WrongRace { get; init; }
}
