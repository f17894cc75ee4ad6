using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Recovery;

namespace ActivitySync.Demo;

/// <summary>
/// The built-in runner: eighteen weeks towards a marathon, laid out backwards from a day in steps that depend on nothing
/// but the distance to it. So every day sees the same runner: 200 minutes two days ago, a half marathon two weeks before,
/// a massage every month, the marathon in nineteen days.
/// </summary>
internal static class DemoAthlete
{
    private const int DaysPerWeek = 7;

    // Days before the day of the demo, within each week.
    private const int JogDay = 1;
    private const int LongDay = 2;
    private const int EasyDay = 4;
    private const int HardDay = 5;
    private const int SteadyDay = 6;

    /// <summary>In this week, counted back, the long run is the tune-up race.</summary>
    private const int TuneUpWeek = 2;

    /// <summary>Far enough that no window before the race is open yet, near enough to show in the picture.</summary>
    private const int MarathonInDays = 19;

    private const double MarathonMeters = 42_195;
    private const double HalfMarathonMeters = 21_097.5;
    private const int TuneUpMinutes = 104;

    /// <summary>A runner stands at lights now and then.</summary>
    private const double ElapsedPerMoving = 1.03;

    /// <summary>Minutes of the long runs, the latest first: they grow to 200.</summary>
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

    /// <summary>The latest three make a monthly rhythm.</summary>
    private static readonly int[] MassageDaysAgo = [20, 50, 81];

    /// <summary>Home, with clock changes; the mail's times are this zone's.</summary>
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
                double minutesAKilometer,
                double heartRate,
                SourceTag? tag = null
            )
            {
                var date = asOf.AddDays(-DaysPerWeek * week - daysBefore);
                activities.Add(CreateRun(date, title, minutes, minutes / minutesAKilometer * 1000, heartRate, tag));
            }

            // A little life, always the same.
            var more = week % 3 * 3;
            Add(SteadyDay, "Along the canal", 50 + more, 5.9, 141);
            Add(HardDay, "6 x 800 m", 56 + more, 5.3, 158);
            Add(EasyDay, "Easy with Jo", 45 + more, 6.1, 136);
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

    /// <summary>The same as the store would give it, for whoever needs no store.</summary>
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
        // Half past seven exists on every day, also where clocks change at night.
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
