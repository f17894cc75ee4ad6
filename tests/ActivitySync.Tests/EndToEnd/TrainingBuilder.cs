using System.Globalization;
using System.Text.Json.Nodes;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>Creates an athlete for the Strava stand-in, with weeks of training before a day.</summary>
internal static class TrainingBuilder
{
    public const string OneTimeCode = "one-time-code";

    /// <summary>The state of a stand-in with one athlete, who connects with <see cref="OneTimeCode"/>.</summary>
    public static JsonObject Create(DateTimeOffset now, int weeks, string zone) =>
        new()
        {
            ["now"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["athletes"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = 77,
                    ["firstname"] = "Anna",
                    ["code"] = OneTimeCode,
                    ["activities"] = new JsonArray([.. Runs(now, weeks, zone)]),
                }
            ),
        };

    private static IEnumerable<JsonNode> Runs(DateTimeOffset now, int weeks, string zone)
    {
        var home = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, home).DateTime);
        var id = 9_000_000_001;
        for (var daysAgo = weeks * 7; daysAgo >= 1; daysAgo--)
        {
            var day = today.AddDays(-daysAgo);
            (int Minutes, string Name, int? Type)? run = day.DayOfWeek switch
            {
                DayOfWeek.Tuesday => (45, "Lunch Run", null),
                DayOfWeek.Wednesday => (55, "6x800", 3),
                DayOfWeek.Friday => (40, "Morning Run", null),
                DayOfWeek.Saturday => (daysAgo < 7 ? 165 : 90 + (daysAgo / 7 % 4 * 10), "Long one", 2),
                _ => null,
            };
            if (run is not { } planned)
            {
                continue;
            }

            yield return Activity(
                id++,
                day.ToDateTime(new TimeOnly(7, 30)),
                home,
                planned.Minutes,
                planned.Name,
                planned.Type
            );
        }
    }

    private static JsonObject Activity(long id, DateTime local, TimeZoneInfo home, int minutes, string name, int? type)
    {
        var offset = home.GetUtcOffset(local);
        return new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["type"] = "Run",
            ["sport_type"] = "Run",
            ["workout_type"] = type,
            ["distance"] = minutes * 170.0,
            ["moving_time"] = minutes * 60,
            ["elapsed_time"] = minutes * 61,
            ["total_elevation_gain"] = 40.0,
            ["start_date"] = (local - offset).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["start_date_local"] = local.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["timezone"] = $"(GMT+01:00) {home.Id}",
            ["utc_offset"] = offset.TotalSeconds,
            ["has_heartrate"] = true,
            ["average_heartrate"] = 142.0,
            ["max_heartrate"] = 168.0,
        };
    }
}
