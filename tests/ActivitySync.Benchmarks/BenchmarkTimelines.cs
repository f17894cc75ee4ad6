using ActivitySync.Recovery;

namespace ActivitySync.Benchmarks;

/// <summary>
/// Creates years of training of an athlete with a watch: mixed paces and titles, heart rates, some rides, races and
/// massages. The same seed gives the same timeline.
/// </summary>
internal static class BenchmarkTimelines
{
    internal static readonly DateOnly Today = new(2027, 5, 20);

    private const int Seed = 20_270_520;
    private const int RideEveryDays = 9;
    private const int RaceEveryDays = 61;
    private const int MassageEveryDays = 28;

    private static readonly string[] Titles =
    [
        "Morning Run",
        "Evening Run",
        "",
        "Berlin Running",
        "Easy with Sam",
        "Recovery",
        "6x800m at the track",
        "Tempo 5 km",
        "Hill repeats",
        "Forest loop",
    ];

    /// <summary>One activity a day up to today.</summary>
    internal static Timeline Daily(int days)
    {
        var random = new Random(Seed);
        return new()
        {
            AsOf = Today,
            Athlete = new() { HomeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), RestingHeartRate = 50 },
            Activities =
            [
                .. Enumerable
                    .Range(0, days)
                    .Select(index => Activity(index, Today.AddDays(index - days + 1), 7, random)),
            ],
            Races =
            [
                new()
                {
                    Date = Today.AddDays(24),
                    Name = "Spring Half",
                    DistanceMeters = 21_097.5,
                },
            ],
            Massages =
            [
                .. Enumerable
                    .Range(0, days / MassageEveryDays)
                    .Select(index => new Massage(Today.AddDays(-MassageEveryDays * index - 12), MassageKind.Swedish)),
            ],
        };
    }

    /// <summary>A device gone wild: everything on today, a minute apart.</summary>
    internal static Timeline OneDay(int activities)
    {
        var random = new Random(Seed);
        return new()
        {
            AsOf = Today,
            Activities =
            [
                .. Enumerable
                    .Range(0, activities)
                    .Select(index =>
                        Activity(index, Today, 0, random) with
                        {
                            Start = new DateTimeOffset(Today, default, TimeSpan.Zero).AddSeconds(
                                index * 86_000.0 / activities
                            ),
                        }
                    ),
            ],
        };
    }

    private static Activity Activity(int index, DateOnly date, int hour, Random random)
    {
        var isRide = index % RideEveryDays == RideEveryDays - 1;
        var isRace = index % RaceEveryDays == RaceEveryDays - 1;
        var isLong = date.DayOfWeek == DayOfWeek.Sunday;
        var minutes =
            isRace ? 45
            : isLong ? random.Next(90, 150)
            : random.Next(30, 70);
        var speed =
            isRide ? 7.5
            : isRace ? 3.8
            : 2.7 + (0.7 * random.NextDouble());
        return new()
        {
            Id = $"made-up-{index}",
            Start = new DateTimeOffset(date, new TimeOnly(hour, random.Next(60)), TimeSpan.FromHours(1)),
            Sport = isRide ? "ride" : "run",
            Name =
                isRace ? "City 10k race"
                : isLong ? "Long run"
                : Titles[random.Next(Titles.Length)],
            DistanceMeters = Math.Round(minutes * 60 * speed),
            MovingSeconds = minutes * 60,
            ElapsedSeconds = (minutes * 60) + random.Next(200),
            AverageHeartRate = random.Next(125, 170),
            MaxHeartRate = random.Next(170, 190),
            AscentMeters = random.Next(150),
            DescentMeters = random.Next(150),
            SourceTag = isRace ? SourceTag.Race : null,
        };
    }
}
