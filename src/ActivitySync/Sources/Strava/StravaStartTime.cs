using System.Globalization;
using System.Text.Json;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Parses the start of an activity in local time. <c>start_date_local</c> is local although it ends in Z. The UTC
/// offset is the difference from <c>start_date</c>, since the offset in <c>timezone</c> ignores daylight saving time.
/// </summary>
internal static class StravaStartTime
{
    /// <summary>The largest UTC offset in use.</summary>
    private static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);

    /// <summary>The time of day that Strava sends for an athlete who hides start times. The date is correct.</summary>
    private static readonly TimeSpan HiddenTime = TimeSpan.FromSeconds(1);

    /// <summary>Watches whose clock is not set record 1970.</summary>
    private const int FirstYear = 1971;

    /// <summary>Returns null if the activity has no usable start.</summary>
    public static DateTimeOffset? Find(JsonElement activity, TimeZoneInfo home)
    {
        var utc = ParseWallClock(activity.GetTextOrEmpty("start_date"));
        var local = ParseWallClock(activity.GetTextOrEmpty("start_date_local"));
        if (utc?.Year < FirstYear || local?.Year < FirstYear)
        {
            return null;
        }

        if (local is { } wall)
        {
            var isHidden = wall.TimeOfDay == HiddenTime && utc == wall;
            var offset =
                utc is { } instant && !isHidden && CheckOffset(wall - instant) is { } told
                    ? told
                    : GetFallbackOffset(activity, wall, home);
            return new DateTimeOffset(wall, offset);
        }

        if (utc is not { } known)
        {
            return null;
        }

        return new DateTimeOffset(known, TimeSpan.Zero).ToOffset(GetFallbackOffset(activity, known, home));
    }

    /// <summary>Gets the offset from other fields; up to an hour wrong around a daylight saving change.</summary>
    private static TimeSpan GetFallbackOffset(JsonElement activity, DateTime around, TimeZoneInfo home)
    {
        if (
            activity.GetNumberOrNull("utc_offset") is { } seconds
            && Math.Abs(seconds) <= MaxOffset.TotalSeconds
            && CheckOffset(TimeSpan.FromSeconds(seconds)) is { } offset
        )
        {
            return offset;
        }

        return (FindTimeZone(activity.GetTextOrEmpty("timezone")) ?? home).GetUtcOffset(around);
    }

    private static TimeSpan? CheckOffset(TimeSpan offset) =>
        offset.Duration() <= MaxOffset && offset.Ticks % TimeSpan.TicksPerMinute == 0 ? offset : null;

    /// <summary>"(GMT+01:00) Europe/Paris": finds the time zone by the name after the bracket.</summary>
    private static TimeZoneInfo? FindTimeZone(string told)
    {
        var name = told[(told.LastIndexOf(' ') + 1)..];
        var isName =
            name.Length > 0
            && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
        return isName && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    private static DateTime? ParseWallClock(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)
            ? DateTime.SpecifyKind(read.DateTime, DateTimeKind.Unspecified)
            : null;
}
