using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>What makes an alert unique for a runner: the trouble and the day it was told, <c>strava-2026-11-22</c>.</summary>
/// <param name="Topic">A source's name, <see cref="FailedMails"/> or <see cref="GarminKey"/>.</param>
/// <param name="Day">The day in UTC.</param>
/// <param name="IsResolved">The notice that the trouble of that alert is over: <c>strava-2026-11-22-over</c>.</param>
internal sealed record AlertPeriod(string Topic, DateOnly Day, bool IsResolved = false)
{
    /// <summary>The trouble that digests have failed.</summary>
    public const string FailedMails = "mails";

    /// <summary>The trouble that the key of Garmin's API ends soon.</summary>
    public const string GarminKey = "garmin-key";

    private const string ResolvedSuffix = "-over";
    private const int DateLength = 10;

    /// <summary>Null for the trouble of mails or of a key.</summary>
    public SourceName? Source => Topic is FailedMails or GarminKey ? null : Topic.ToEnum<SourceName>();

    public static AlertPeriod Parse(string column)
    {
        var isOver = column.EndsWith(ResolvedSuffix, StringComparison.Ordinal);
        var rest = isOver ? column[..^ResolvedSuffix.Length] : column;
        return new AlertPeriod(rest[..^(DateLength + 1)], rest[^DateLength..].ToDate(), isOver);
    }

    public string ToColumn() => $"{Topic}-{Day.ToColumn()}{(IsResolved ? ResolvedSuffix : "")}";
}
