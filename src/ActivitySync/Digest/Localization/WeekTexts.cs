using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Localization;

/// <summary>The texts of the block "Your week".</summary>
internal sealed record WeekTexts
{
    /// <summary>Names a kind of activity. Takes the label, and whether a long load was on foot.</summary>
    public required Func<Label, bool, string> What { get; init; }

    /// <summary>
    /// Takes date, minutes, kind of activity, whether it is uncertain, and details (name, distance, comparison; may be
    /// empty).
    /// </summary>
    public required Func<string, int, string, bool, string, string> Entry { get; init; }

    /// <summary>An activity that was stopped early, without congratulation. Takes date and minutes.</summary>
    public required Func<string, int, string> StoppedEarly { get; init; }

    /// <summary>Takes the ratio to the usual duration ("4") and the usual minutes.</summary>
    public required Func<string, int, string> TimesUsual { get; init; }

    public required Func<int, string> WithAround { get; init; }

    /// <summary>Takes count, minutes, and whether activities are listed before.</summary>
    public required Func<int, int, bool, string> Others { get; init; }

    public required string Nothing { get; init; }

    public required string Spike { get; init; }

    public required string ColdStart { get; init; }

    /// <summary>There is no training at all, for example before the first import.</summary>
    public required string NothingStored { get; init; }

    public required string NoRecentTraining { get; init; }

    /// <summary>In the last empty mail before the mails pause.</summary>
    public required string PausesNext { get; init; }

    public required Func<string, string> KnownUntil { get; init; }

    /// <summary>Takes a source's name and the last day on which its key works.</summary>
    public required Func<string, string, string> KeyEnds { get; init; }

    /// <summary>Takes a source's name and the day up to which it is known.</summary>
    public required Func<string, string, string> SourceKnownUntil { get; init; }

    /// <summary>There is nothing to book according to the data up to a date.</summary>
    public required Func<string, string> QuietSoFar { get; init; }

    /// <summary>Takes date, minutes and title (may be empty).</summary>
    public required Func<string, int, string, string> AskRace { get; init; }

    public required string AnswerByTitle { get; init; }

    /// <summary>Takes the activity's id.</summary>
    public required Func<string, string> AnswerByCommand { get; init; }

    /// <summary>Takes the race's name (may be empty) and date.</summary>
    public required Func<string, string, string> AskStarted { get; init; }

    /// <summary>Takes the misspelled hashtag and the suggested one.</summary>
    public required Func<string, string, string> AskHashtag { get; init; }

    // The quiet week.
    public required string QuietTitle { get; init; }

    /// <summary>Takes the number of activities and their minutes.</summary>
    public required Func<int, int, string> Quiet { get; init; }
}
