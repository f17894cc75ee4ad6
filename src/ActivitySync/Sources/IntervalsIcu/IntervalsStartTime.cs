using System.Globalization;
using System.Text.Json;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>
/// Parses the start of an activity in local time. <c>start_date</c> is in UTC and <c>start_date_local</c> has no
/// offset, so the difference is the offset; <c>timezone</c> is an IANA name.
/// </summary>
internal static class IntervalsStartTime
{
    /// <summary>Returns null if the activity has no usable start.</summary>
    public static DateTimeOffset? Find(JsonElement row, TimeZoneInfo home)
    {
        var (utc, local) = (ParseWallClock(row.GetTextOrEmpty("start_date")), ParseLocal(row));
        if (utc is { } known)
        {
            var offset = local is { } wall ? RecordingSanitizer.GetPlausibleUtcOffset(wall - known) : null;
            return new DateTimeOffset(known, TimeSpan.Zero).ToOffset(
                offset ?? GetTimeZone(row, home).GetUtcOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc))
            );
        }

        return local is { } alone ? new DateTimeOffset(alone, GetTimeZone(row, home).GetUtcOffset(alone)) : null;
    }

    /// <summary>The local start; null if it is missing or unreadable.</summary>
    public static DateTime? ParseLocal(JsonElement row) => ParseWallClock(row.GetTextOrEmpty("start_date_local"));

    private static TimeZoneInfo GetTimeZone(JsonElement row, TimeZoneInfo home)
    {
        var name = row.GetTextOrEmpty("timezone");
        var isName =
            name.Length > 0
            && char.IsAsciiLetter(name[0])
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+');
        return isName && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : home;
    }

    private static DateTime? ParseWallClock(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)
        && read >= RecordingSanitizer.EarliestStart
        && read <= RecordingSanitizer.LatestStart
            ? DateTime.SpecifyKind(read.DateTime, DateTimeKind.Unspecified)
            : null;
}
