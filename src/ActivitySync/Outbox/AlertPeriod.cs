using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>What makes an alert unique for a runner: the trouble and the day it was told, <c>strava-2026-11-22</c>.</summary>
/// <param name="Trouble">A source's name, <see cref="Mails"/> or <see cref="GarminKey"/>.</param>
/// <param name="Day">The day in UTC.</param>
/// <param name="IsOver">The notice that the trouble of that alert is over: <c>strava-2026-11-22-over</c>.</param>
internal sealed record AlertPeriod(string Trouble, DateOnly Day, bool IsOver = false)
{
    /// <summary>The trouble that digests have failed.</summary>
    public const string Mails = "mails";

    /// <summary>The trouble that the key of Garmin's API ends soon.</summary>
    public const string GarminKey = "garmin-key";

    private const string Over = "-over";
    private const int DayLength = 10;

    /// <summary>Null for the trouble of mails or of a key.</summary>
    public SourceName? Source => Trouble is Mails or GarminKey ? null : Trouble.ToEnum<SourceName>();

    public static AlertPeriod Parse(string column)
    {
        var isOver = column.EndsWith(Over, StringComparison.Ordinal);
        var rest = isOver ? column[..^Over.Length] : column;
        return new AlertPeriod(rest[..^(DayLength + 1)], rest[^DayLength..].ToDate(), isOver);
    }

    public string ToColumn() => $"{Trouble}-{Day.ToColumn()}{(IsOver ? Over : "")}";
}
