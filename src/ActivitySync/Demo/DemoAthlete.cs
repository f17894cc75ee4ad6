using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Recovery;

namespace ActivitySync.Demo;

/// <summary>
/// The built-in athlete: eighteen weeks of training for a marathon, laid out backwards from the demo's day. Everything
/// depends only on the number of days before it, so every day gives the same athlete: 200 minutes two days ago, a half
/// marathon two weeks before, a massage every month, the marathon in nineteen days.
/// </summary>
internal static class DemoAthlete
{
    private const int DaysPerWeek = 7;

    // Days before the demo's day, within each week.
    private const int JogDay = 1;
    private const int LongDay = 2;
    private const int EasyDay = 4;
    private const int HardDay = 5;
    private const int SteadyDay = 6;

    /// <summary>In this week, counted backwards from 0, a tune-up race replaces the long run.</summary>
    private const int TuneUpWeek = 2;

    /// <summary>Too far for a massage window before the race, near enough to show in the chart.</summary>
    private const int MarathonInDays = 19;

    private const double MarathonMeters = 42_195;
    private const double HalfMarathonMeters = 21_097.5;
    private const int TuneUpMinutes = 104;

    /// <summary>Elapsed time divided by moving time, except in races.</summary>
    private const double ElapsedPerMoving = 1.03;

    /// <summary>Minutes of the long runs, latest first; 0 in the week of the tune-up race.</summary>
    private static readonly int[] LongRunMinutes =
    [
        200,
        150,
        0,
        185,
        170,
        130,
        165,
        150,
        120,
        150,
        140,
        110,
        135,
        125,
        100,
        120,
        110,
        95,
    ];

    /// <summary>A monthly rhythm.</summary>
    private static readonly int[] MassageDaysAgo = [20, 50, 81];

    /// <summary>A time zone with daylight saving time.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static AthleteSettings CreateSettings(DateOnly asOf) =>
        new()
        {
            Name = "demo",
            Email = "demo@activitysync.invalid",
            TimeZone = Zone,
            Digest = new DigestSettings { Day = asOf.DayOfWeek },
        };

    public static IReadOnlyList<Activity> CreateActivities(DateOnly asOf)
    {
        var activities = new List<Activity>();
        for (var week = LongRunMinutes.Length - 1; week >= 0; week--)
        {
            void Add(
                int daysBefore,
                string title,
                double minutes,
                double minutesPerKilometer,
                double heartRate,
                SourceTag? tag = null
            )
            {
                var date = asOf.AddDays(-DaysPerWeek * week - daysBefore);
                activities.Add(CreateRun(date, title, minutes, minutes / minutesPerKilometer * 1000, heartRate, tag));
            }

            // Some variation that is the same on every run.
            var extra = week % 3 * 3;
            Add(SteadyDay, "Along the canal", 50 + extra, 5.9, 141);
            Add(HardDay, "6 x 800 m", 56 + extra, 5.3, 158);
            Add(EasyDay, "Easy with Jo", 45 + extra, 6.1, 136);
            if (week == TuneUpWeek)
            {
                var date = asOf.AddDays(-DaysPerWeek * week - LongDay);
                activities.Add(
                    CreateRun(
                        date,
                        "Lakeside Half Marathon",
                        TuneUpMinutes,
                        HalfMarathonMeters + 60,
                        166,
                        SourceTag.Race
                    )
                );
            }
            else
            {
                Add(LongDay, "Long run, river loop", LongRunMinutes[week], 5.8, 144);
            }

            Add(JogDay, "Recovery jog", 35, 6.4, 128);
        }

        return activities;
    }

    public static IReadOnlyList<CalendarRace> CreateRaces(DateOnly asOf) =>
        [
            new()
            {
                Date = asOf.AddDays(-DaysPerWeek * TuneUpWeek - LongDay),
                Name = "Lakeside Half Marathon",
                DistanceMeters = HalfMarathonMeters,
                Importance = Importance.B,
            },
            new()
            {
                Date = asOf.AddDays(MarathonInDays),
                Name = "Harbour Marathon",
                DistanceMeters = MarathonMeters,
                Importance = Importance.A,
            },
        ];

    public static IReadOnlyList<Massage> CreateMassages(DateOnly asOf) =>
        [.. MassageDaysAgo.Select(days => new Massage(asOf.AddDays(-days), MassageKind.Swedish))];

    /// <summary>Creates the timeline that the database would give.</summary>
    public static Timeline CreateTimeline(DateOnly asOf) =>
        new()
        {
            AsOf = asOf,
            Athlete = new AthleteProfile { HomeZone = Zone },
            Activities = CreateActivities(asOf),
            Races = CreateRaces(asOf),
            Massages = CreateMassages(asOf),
        };

    private static Activity CreateRun(
        DateOnly date,
        string title,
        double minutes,
        double meters,
        double heartRate,
        SourceTag? tag
    )
    {
        // 07:30 exists on every day, also when daylight saving time begins.
        var start = date.ToDateTime(new TimeOnly(7, 30));
        return new Activity
        {
            Id = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Start = new DateTimeOffset(start, Zone.GetUtcOffset(start)),
            Name = title,
            DistanceMeters = Math.Round(meters),
            MovingSeconds = minutes * 60,
            ElapsedSeconds = Math.Round(minutes * 60 * (tag == SourceTag.Race ? 1 : ElapsedPerMoving)),
            AverageHeartRate = heartRate,
            MaxHeartRate = heartRate + 14,
            SourceTag = tag,
        };
    }
}
