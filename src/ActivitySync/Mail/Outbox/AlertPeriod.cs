using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>What makes an alert unique for a runner: the trouble and the day it was told, <c>strava-2026-11-22</c>.</summary>
/// <param name="Topic">A source's name, the key of a source (<c>garmin-key</c>), or <see cref="FailedMails"/>.</param>
/// <param name="Day">The day in UTC.</param>
/// <param name="IsResolved">The notice that the trouble of that alert is over: <c>strava-2026-11-22-over</c>.</param>
internal sealed record AlertPeriod(string Topic, DateOnly Day, bool IsResolved = false)
{
    /// <summary>The trouble that digests have failed.</summary>
    public const string FailedMails = "mails";

    private const string ResolvedSuffix = "-over";
    private const string KeySuffix = "-key";
    private const int DateLength = 10;

    /// <summary>The source that the alert is about; null for failed mails and expiring keys.</summary>
    public SourceName? Source =>
        Topic == FailedMails || KeySource is not null ? null : SourceDescriptors.ParseName(Topic);

    /// <summary>The source whose key expires soon; null for other alerts.</summary>
    public SourceName? KeySource =>
        Topic.EndsWith(KeySuffix, StringComparison.Ordinal)
            ? SourceDescriptors.ParseName(Topic[..^KeySuffix.Length])
            : null;

    /// <summary>The topic of the alert that the key of a source expires soon.</summary>
    public static string GetKeyTopic(SourceName source) => $"{source.Text}{KeySuffix}";

    public static AlertPeriod Parse(string column)
    {
        var isOver = column.EndsWith(ResolvedSuffix, StringComparison.Ordinal);
        var rest = isOver ? column[..^ResolvedSuffix.Length] : column;
        return new AlertPeriod(rest[..^(DateLength + 1)], rest[^DateLength..].ToDate(), isOver);
    }

    public string ToColumn() => $"{Topic}-{Day.ToColumn()}{(IsResolved ? ResolvedSuffix : "")}";
}
