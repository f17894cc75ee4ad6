using System.Globalization;

namespace ActivitySync.Data;

/// <summary>
/// What a mail is about. An athlete gets at most one mail per kind and period. Each kind of mail has its own format;
/// <see cref="ToString"/> returns the text that is stored and that appears in Message-IDs. It contains no health data.
/// </summary>
internal abstract record MailPeriod
{
    /// <summary>0 for the mail itself; 1 and up for the copies that a person asked for.</summary>
    public int CopyNumber => (this as WeekPeriod)?.Copy ?? 0;

    /// <summary>The period of the mail that this one is a copy of; the period itself if it isn't a copy.</summary>
    public MailPeriod Original => this is WeekPeriod week ? week with { Copy = 0 } : this;

    protected abstract string Text { get; }

    /// <exception cref="FormatException">The text isn't a period of this kind.</exception>
    public static MailPeriod Parse(MailKind kind, string text) =>
        kind switch
        {
            MailKind.Digest => WeekPeriod.Parse(text),
            MailKind.Race => RacePeriod.Parse(text),
            MailKind.RedFlag => RedFlagPeriod.Parse(text),
            MailKind.Alert => AlertPeriod.Parse(text),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    public sealed override string ToString() => Text;

    protected static FormatException CreateFormatException(string text, string expected) =>
        new($"The mail period '{text}' is invalid; expected {expected}.");
}

/// <summary>The ISO week of a digest: <c>2026-W47</c>, or <c>2026-W47#1</c> for its first copy.</summary>
internal sealed record WeekPeriod(int Year, int Week, int Copy = 0) : MailPeriod
{
    private const string Format = "2026-W47";

    protected override string Text =>
        string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Week:00}{(Copy == 0 ? "" : $"#{Copy}")}");

    /// <summary>Returns the ISO week that contains a date.</summary>
    public static WeekPeriod From(DateOnly date)
    {
        var day = date.ToDateTime(TimeOnly.MinValue);
        return new WeekPeriod(ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day));
    }

    /// <summary>Parses a week without a copy number; returns null if the text isn't an existing ISO week.</summary>
    /// <remarks>Years are from 1 to 9999, as in <see cref="DateOnly"/>.</remarks>
    public static WeekPeriod? TryParseWeek(string text) =>
        text.Length == Format.Length
        && text.AsSpan(4, 2).SequenceEqual("-W")
        && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var week)
        && year >= 1
        && week >= 1
        && week <= ISOWeek.GetWeeksInYear(year)
            ? new WeekPeriod(year, week)
            : null;

    /// <exception cref="FormatException">The text isn't a week, with or without a copy number.</exception>
    public static WeekPeriod Parse(string text)
    {
        var parts = text.Split('#', 2);
        var copy = 0;
        return
            TryParseWeek(parts[0]) is { } week
            && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out copy))
            ? week with
            {
                Copy = copy,
            }
            : throw CreateFormatException(text, "an ISO week like 2026-W47 or a copy like 2026-W47#1");
    }
}

/// <summary>The race and the stage of a race mail: <c>2026-12-13.eve</c>.</summary>
internal sealed record RacePeriod(DateOnly RaceDate, RaceMailStage Stage) : MailPeriod
{
    protected override string Text => $"{RaceDate.ToColumn()}.{FormatStage(Stage)}";

    /// <exception cref="FormatException">The text isn't a date and a stage.</exception>
    public static RacePeriod Parse(string text) =>
        text.Split('.') is [var date, var code]
        && Enum.GetValues<RaceMailStage>().Where(stage => FormatStage(stage) == code).ToList() is [var known]
            ? new RacePeriod(date.ToDate(), known)
            : throw CreateFormatException(text, "a race's date and stage like 2026-12-13.eve");

    private static string FormatStage(RaceMailStage stage) =>
        stage switch
        {
            RaceMailStage.Plan => "plan",
            RaceMailStage.LastDeep => "last",
            RaceMailStage.Eve => "eve",
            RaceMailStage.After => "after",
            RaceMailStage.Check => "check",
            _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, null),
        };
}

/// <summary>The mails around a race, in chronological order.</summary>
internal enum RaceMailStage
{
    /// <summary>The race has come within the days that the rules plan for.</summary>
    Plan,

    /// <summary>Tomorrow is the last day for deep work.</summary>
    LastDeep,

    /// <summary>The race is tomorrow.</summary>
    Eve,

    /// <summary>The race is over, or no recording of it has arrived.</summary>
    After,

    /// <summary>Ten days after the race.</summary>
    Check,
}

/// <summary>
/// The first day of an uninterrupted red flag, and its level as a number: <c>2026-11-22.1</c>. The lower the number,
/// the more severe the level.
/// </summary>
internal sealed record RedFlagPeriod(DateOnly Since, int Rank) : MailPeriod
{
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"{Since.ToColumn()}.{Rank}");

    /// <exception cref="FormatException">The text isn't a date and a number.</exception>
    public static RedFlagPeriod Parse(string text) =>
        text.Split('.') is [var since, var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            ? new RedFlagPeriod(since.ToDate(), rank)
            : throw CreateFormatException(text, "a date and a number like 2026-11-22.1");
}

/// <summary>
/// The topic of an alert and the day it was raised: <c>strava-2026-11-22</c>, and <c>strava-2026-11-22-over</c> for the
/// mail that says it is resolved.
/// </summary>
/// <param name="Topic">
/// A source's name, <see cref="FailedMails"/> or the topic of a key (<see cref="GetKeyTopic"/>).
/// </param>
/// <param name="Day">The day in UTC.</param>
/// <param name="IsResolved">The mail says that the alert of that day is resolved.</param>
internal sealed record AlertPeriod(string Topic, DateOnly Day, bool IsResolved = false) : MailPeriod
{
    /// <summary>The topic of alerts about mails that failed.</summary>
    public const string FailedMails = "mails";

    private const string KeySuffix = "-key";
    private const string ResolvedSuffix = "-over";
    private const int DateLength = 10;

    /// <summary>The name of the source whose key expires soon; null for other alerts.</summary>
    public string? KeyTopicSource =>
        Topic.EndsWith(KeySuffix, StringComparison.Ordinal) ? Topic[..^KeySuffix.Length] : null;

    protected override string Text => $"{Topic}-{Day.ToColumn()}{(IsResolved ? ResolvedSuffix : "")}";

    /// <summary>The topic of reminders that the key of a source expires soon: <c>garmin-key</c>.</summary>
    public static string GetKeyTopic(string source) => source + KeySuffix;

    /// <exception cref="FormatException">The text isn't a topic and a date.</exception>
    public static AlertPeriod Parse(string text)
    {
        var isResolved = text.EndsWith(ResolvedSuffix, StringComparison.Ordinal);
        var key = isResolved ? text[..^ResolvedSuffix.Length] : text;
        return key.Length > DateLength + 1 && key[^(DateLength + 1)] == '-'
            ? new AlertPeriod(key[..^(DateLength + 1)], key[^DateLength..].ToDate(), isResolved)
            : throw CreateFormatException(text, "a topic and a date like strava-2026-11-22");
    }
}
