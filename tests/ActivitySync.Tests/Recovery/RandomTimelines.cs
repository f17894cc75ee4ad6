using System.Globalization;
using System.Text;
using ActivitySync.Recovery;
using CsCheck;

namespace ActivitySync.Tests.Recovery;

/// <summary>
/// Random timelines of made-up athletes, with dates, time zones and titles that often break calendar code.
/// </summary>
internal static class RandomTimelines
{
    private static readonly string[] Sports =
    [
        "run",
        "run",
        "run",
        "run",
        "run",
        "trail-run",
        "treadmill",
        "ride",
        "walk",
        "hike",
        "swim",
        "triathlon",
        "duathlon",
        "yoga",
    ];

    private static readonly string[] Titles =
    [
        "Morning Run",
        "",
        "Marathon, FL Running",
        "City Marathon",
        "Half marathon",
        "parkrun #12",
        "to parkrun",
        "Easy 10k",
        "6x800m",
        "Long run",
        "Warm-up",
        "tempo",
        "race day",
        "no race today",
        "ロング走",
        "10 miles",
        "Halbmarathon Wien",
        "21.1 km",
        "\ud800 broken",
    ];

    private static readonly DateOnly[] Days =
    [
        new(2026, 11, 23),
        new(2026, 3, 29),
        new(2026, 3, 30),
        new(2026, 10, 25),
        new(2024, 2, 29),
        new(2028, 3, 1),
        new(2026, 12, 31),
        new(2027, 1, 1),
        new(2025, 6, 15),
    ];

    private static readonly TimeZoneInfo?[] Zones =
    [
        null,
        .. new[]
        {
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Pacific/Kiritimati",
            "Pacific/Pago_Pago",
            "Australia/Lord_Howe",
        }.Select(TimeZoneInfo.FindSystemTimeZoneById),
    ];

    private static readonly string[] Signs = ["chest-pain", "warm-red-calf", "limping", "blister", "unheard-of"];
    private static readonly string[] Areas = ["left calf", "knee", "heel", "hip", "back", "Wade", "somewhere"];

    private static readonly Gen<Activity> ActivityGenerator =
        from ago in Gen.Int[-1, 100]
        from minute in Gen.Int[0, 1439]
        from offset in Gen.Int[-11, 14]
        from minutes in Gen.Frequency((6, Gen.Int[20, 80]), (2, Gen.Int[60, 240]), (1, Gen.Int[0, 400]))
        from pace in Gen.Int[20, 50]
        from sport in Gen.Int[0, Sports.Length - 1]
        from title in Gen.Int[0, Titles.Length - 1]
        from odd in Gen.Int[0, 39]
        from rate in Gen.Int[110, 190]
        select new Activity
        {
            Id = "",
            Start = new DateTimeOffset(Days[0], TimeOnly.MinValue, TimeSpan.FromHours(offset))
                .AddDays(-ago)
                .AddMinutes(minute),
            Sport = Sports[sport],
            Name = odd % 4 == 0 ? Titles[title] : "Morning Run",
            MovingSeconds = minutes * 60,
            ElapsedSeconds = odd % 3 == 0 ? null : (minutes * 60) + (odd * 20),
            DistanceMeters =
                odd % 9 == 0 ? null
                : title % 3 == 0 ? 10_050
                : minutes * 6.0 * pace,
            AverageHeartRate = odd % 2 == 0 ? rate : null,
            MaxHeartRate = odd % 2 == 0 ? rate + 15 : null,
            SourceTag = odd switch
            {
                1 => SourceTag.Race,
                2 => SourceTag.LongRun,
                3 => SourceTag.Workout,
                _ => null,
            },
            DeviceRace = odd == 5,
            PerceivedExertion = odd == 7 ? 8 : null,
            DescentMeters = odd == 8 ? 650 : null,
        };

    private static readonly Gen<Timeline> TimelineGenerator =
        from day in Gen.Int[0, Days.Length - 1]
        from zone in Gen.Int[0, Zones.Length - 1]
        from activities in ActivityGenerator.Array[0, 40]
        from budget in Gen.Int[0, 5]
        from rhythm in Gen.Int[0, 15]
        from conditioned in Gen.Int[0, 30]
        from races in Gen.Select(Gen.Int[-9, 25], Gen.Int[0, 6], Gen.Int[0, 3]).Array[0, 3]
        from massages in Gen.Int[-2, 60].Array[0, 8]
        from slots in Gen.Select(Gen.Int[0, 12], Gen.Int[0, 3]).Array[0, 3]
        from pains in Gen.Select(Gen.Int[-1, 20], Gen.Int[0, 10], Gen.Int[0, 30], Gen.Int[0, Areas.Length - 1]).Array[
            0,
            2
        ]
        from ill in Gen.Int[-2, 40]
        from planned in Gen.Select(Gen.Int[-1, 24], Gen.Int[0, 3]).Array[0, 12]
        from labels in Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3], Gen.Int[0, 3]).Array[0, 3]
        let t = Days[day]
        let shift = t.DayNumber - Days[0].DayNumber
        select new Timeline
        {
            AsOf = t,
            Athlete = new()
            {
                HomeZone = Zones[zone],
                Budget = budget switch
                {
                    0 => Budget.None,
                    1 => Budget.Occasional,
                    _ => Budget.Regular,
                },
                Rhythm = rhythm < 4 ? (MassageHistory)rhythm : null,
                Conditions = conditioned == 0 ? ["pregnancy"] : [],
            },
            Activities =
            [
                .. activities.Select(
                    (activity, i) => activity with { Id = $"{100 + i}", Start = activity.Start.AddDays(shift) }
                ),
            ],
            Races =
            [
                .. races.Select(race => new CalendarRace
                {
                    Date = t.AddDays(race.Item1),
                    Name = race.Item2 == 0 ? "parkrun" : "City race",
                    DistanceMeters = race.Item2 switch
                    {
                        1 => 10_000,
                        2 => 21_097.5,
                        3 => 42_195,
                        4 => 61_000,
                        _ => null,
                    },
                    Importance = race.Item3 < 3 ? (Importance)race.Item3 : null,
                }),
            ],
            Massages = [.. massages.Select(ago => new Massage(t.AddDays(-ago)))],
            Slots = [.. slots.Select(slot => new Massage(t.AddDays(slot.Item1), (MassageKind)slot.Item2))],
            Pains =
            [
                .. pains
                    .Where(pain => pain.Item3 < 12)
                    .Select(pain => new Pain
                    {
                        Date = t.AddDays(-pain.Item1),
                        Area = Areas[pain.Item4],
                        Severity = pain.Item2,
                        Signs = pain.Item3 < Signs.Length ? [Signs[pain.Item3]] : [],
                        ResolvedOn = pain.Item3 > 8 ? t : null,
                    }),
            ],
            Illnesses = ill < 9 ? [new(t.AddDays(-ill), "fever")] : [],
            PlannedSessions =
            [
                .. planned.Select(entry => new PlannedSession(t.AddDays(entry.Item1), (PlannedSessionKind)entry.Item2)),
            ],
            Labels =
            [
                .. labels.Select(label => new AthleteLabel(
                    $"{100 + label.Item1}",
                    (AthleteLabelKind)label.Item2,
                    label.Item3 < 3 ? (Importance)label.Item3 : null
                )),
            ],
        };

    /// <summary>At least ten thousand timelines; ACTIVITYSYNC_TEST_SCALE=large asks for a hundred thousand.</summary>
    private static long Count =>
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_TEST_SCALE") == "large" ? 100_000 : 10_000;

    internal static void Sample(long count, Action<Timeline> holds) =>
        TimelineGenerator.Sample(holds, iter: count, print: Describe);

    internal static void ForAll(Action<Timeline> holds) =>
        TimelineGenerator.Sample(holds, iter: Count, print: Describe);

    /// <summary>A timeline in a few lines, for the message of a failed property.</summary>
    private static string Describe(Timeline timeline)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"as of {timeline.AsOf:yyyy-MM-dd}, zone {timeline.Athlete.HomeZone?.Id ?? "-"}, "
                + $"budget {timeline.Athlete.Budget}, rhythm {timeline.Athlete.Rhythm}, "
                + $"conditions {timeline.Athlete.Conditions.Count}"
        );
        foreach (var one in timeline.Activities)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {one.Id} {one.Start:yyyy-MM-dd HH:mm zzz} {one.Sport} '{one.Name}' {one.DistanceMeters} m "
                    + $"{one.MovingSeconds} s ({one.ElapsedSeconds}) {one.SourceTag} hr {one.AverageHeartRate}"
            );
        }

        foreach (
            var line in timeline
                .Races.Cast<object>()
                .Concat(timeline.Massages)
                .Concat(timeline.Slots)
                .Concat(timeline.Pains)
                .Concat(timeline.Illnesses)
                .Concat(timeline.PlannedSessions)
                .Concat(timeline.Labels)
        )
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
        }

        return text.ToString();
    }
}
