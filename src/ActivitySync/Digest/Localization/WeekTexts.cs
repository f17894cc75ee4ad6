using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Localization;

/// <summary>What was detected, minutes first.</summary>
internal sealed record WeekTexts
{
    /// <summary>What an activity was: label, and whether a long load was on foot.</summary>
    public required Func<Label, bool, string> What { get; init; }

    /// <summary>Date, minutes, what, whether we only think so, and details (name, distance, comparison), which may be empty.</summary>
    public required Func<string, int, string, bool, string, string> Entry { get; init; }

    /// <summary>Date and minutes of an activity that was stopped early: no congratulation.</summary>
    public required Func<string, int, string> StoppedEarly { get; init; }

    /// <summary>Times usual ("4") and the usual minutes.</summary>
    public required Func<string, int, string> TimesUsual { get; init; }

    public required Func<int, string> WithAround { get; init; }

    /// <summary>Count, minutes, and whether anything was listed before.</summary>
    public required Func<int, int, bool, string> Others { get; init; }

    public required string Nothing { get; init; }

    public required string Spike { get; init; }

    public required string ColdStart { get; init; }

    /// <summary>Instead of <see cref="NoRecentTraining"/> where there is no training at all, as before the first import.</summary>
    public required string NothingStored { get; init; }

    public required string NoRecentTraining { get; init; }

    /// <summary>Said with the last empty mail before they pause.</summary>
    public required string PausesNext { get; init; }

    public required Func<string, string> KnownUntil { get; init; }

    /// <summary>A source's name, and the last day its key works.</summary>
    public required Func<string, string, string> KeyEnds { get; init; }

    /// <summary>A source's name, and its date.</summary>
    public required Func<string, string, string> SourceKnownUntil { get; init; }

    /// <summary>Nothing to say, as far as is known on that date.</summary>
    public required Func<string, string> QuietSoFar { get; init; }

    /// <summary>Date, minutes and title (may be empty).</summary>
    public required Func<string, int, string, string> AskRace { get; init; }

    public required string AnswerByTitle { get; init; }

    /// <summary>The activity's id.</summary>
    public required Func<string, string> AnswerByCommand { get; init; }

    /// <summary>Name (may be empty) and date.</summary>
    public required Func<string, string, string> AskStarted { get; init; }

    /// <summary>A hashtag as it was written, and the one it may have been meant to be.</summary>
    public required Func<string, string, string> AskHashtag { get; init; }

    // The quiet week.
    public required string QuietTitle { get; init; }

    /// <summary>Count and minutes.</summary>
    public required Func<int, int, string> Quiet { get; init; }
}
