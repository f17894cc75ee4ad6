namespace ActivitySync.Digest.Localization;

/// <summary>
/// The texts of alerts and notifications in one language. They contain nothing about health or training, since locked
/// screens show them and the operator may be somebody else. A name is that of the athlete in the settings; null means
/// that the reader is the athlete. Dates and times passed as text are formatted in the same language.
/// </summary>
internal sealed record AlertTexts
{
    /// <summary>Subjects: the state in at most 50 characters, for any source.</summary>
    public required Func<string, string> ReconnectSubject { get; init; }

    public required Func<string, string> SettingSubject { get; init; }

    /// <summary>It has stopped until a person acts, or it never worked.</summary>
    public required Func<string, string> StoppedSubject { get; init; }

    public required Func<string, string> OutageSubject { get; init; }

    public required Func<string, string> RecoveredSubject { get; init; }

    /// <summary>Takes whether it is a digest, and whether it may have arrived.</summary>
    public required Func<bool, bool, string> FailedSubject { get; init; }

    /// <summary>Takes the source and the last day of its key, abbreviated.</summary>
    public required Func<string, string, string> KeySubject { get; init; }

    public required Func<string, string> KeyEndedSubject { get; init; }

    /// <summary>Adds the athlete's name to a subject.</summary>
    public required Func<string, string, string> NamedSubject { get; init; }

    /// <summary>Formats a date and a time of day within a sentence.</summary>
    public required Func<string, string, string> Moment { get; init; }

    // What happened, and what it means for the athlete. They take the source and the name.
    public required Func<string, string?, string> Reconnect { get; init; }

    public required Func<string, string?, string> Setting { get; init; }

    public required Func<string, string?, string> Stopped { get; init; }

    /// <summary>Takes the hours without a sync, too.</summary>
    public required Func<string, string?, int, string> Outage { get; init; }

    public required Func<string, string?, string> Recovered { get; init; }

    /// <summary>Takes the digest's day, the name, and whether it may have arrived.</summary>
    public required Func<string, string?, bool, string> FailedDigest { get; init; }

    /// <summary>Another email. Takes its day, the name, and whether it may have arrived.</summary>
    public required Func<string, string?, bool, string> FailedEmail { get; init; }

    /// <summary>Takes the number of further emails, from 1.</summary>
    public required Func<int, string> MoreFailed { get; init; }

    /// <summary>After it, if those emails were about single days. Takes their number.</summary>
    public required Func<int, string> MoreNotSentAgain { get; init; }

    /// <summary>Takes the source, the name, the last day of the key, and whether it has passed.</summary>
    public required Func<string, string?, string, bool, string> KeyEnds { get; init; }

    // What to do. Commands are in quotes, to be copied.
    public required Func<string, string> RunCommand { get; init; }

    /// <summary>Takes the page, the setting, and the command.</summary>
    public required Func<string, string, string, string> MakeKey { get; init; }

    public required Func<string, string> AskDoctor { get; init; }

    public required Func<string, string> TryAtOnce { get; init; }

    public required string NothingToDo { get; init; }

    /// <summary>Takes the commands that say why and that send the digest.</summary>
    public required Func<string, string, string> SendDigest { get; init; }

    /// <summary>Takes the name and the command that sends a copy.</summary>
    public required Func<string?, string, string> ResendDigest { get; init; }

    /// <summary>Takes the command that says why.</summary>
    public required Func<string, string> FixCause { get; init; }

    // When: the last success, the next reminder, the all-clear.
    public required Func<string, string> LastRead { get; init; }

    public required string NeverRead { get; init; }

    public required string DailyReminder { get; init; }

    public required string NoMoreReminders { get; init; }

    public required string OnceOnly { get; init; }

    /// <summary>Takes the day of the next reminder.</summary>
    public required Func<string, string> NextReminder { get; init; }

    /// <summary>Takes the source.</summary>
    public required Func<string, string> LastReminder { get; init; }

    /// <summary>The key has expired already. Takes the source.</summary>
    public required Func<string, string> AfterLastReminder { get; init; }

    /// <summary>Quotes a message of the program, which is English.</summary>
    public required Func<string, string> Details { get; init; }

    // The notification about a digest. They take the name.
    public required Func<string?, string> DigestTitle { get; init; }

    public required Func<string?, string> DigestBody { get; init; }

    /// <summary>The texts in a language of mails; in English if there are none.</summary>
    public static AlertTexts Get(Language language) => Find(language) ?? EnglishAlerts.Texts;

    /// <summary>Whether a language of mails has texts of its own.</summary>
    public static bool Has(Language language) => Find(language) is not null;

    private static AlertTexts? Find(Language language) =>
        language.Tag switch
        {
            "en" => EnglishAlerts.Texts,
            "de" => GermanAlerts.Texts,
            _ => null,
        };
}
