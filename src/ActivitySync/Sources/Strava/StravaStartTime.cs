using System.Globalization;
using System.Text.Json;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// When an activity began, on the runner's own clock. <c>start_date_local</c> is that clock's reading although it ends
/// in Z; the offset is its distance from <c>start_date</c>, since the one in <c>timezone</c> ignores summer time.
/// </summary>
internal static class StravaStartTime
{
    /// <summary>No place on earth is further from UTC.</summary>
    private static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);

    /// <summary>Strava writes this time of day for a runner who hides the start; the day is right.</summary>
    private static readonly TimeSpan HiddenTime = TimeSpan.FromSeconds(1);

    /// <summary>Watches without a clock write 1970; nobody ran then and carried one.</summary>
    private const int FirstYear = 1971;

    /// <summary>Null if there is no usable one.</summary>
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

    /// <summary>The offset by what else is told; at most an hour off near a change of the clocks.</summary>
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

    /// <summary>"(GMT+01:00) Europe/Paris": the name behind the bracket.</summary>
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
