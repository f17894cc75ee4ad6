using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.Data;

public sealed class CalendarRaceMergerTests
{
    private static readonly DateOnly Day = new(2027, 4, 18);

    [Theory]
    [InlineData(42195.0, null, 42000.0, Importance.A)]
    [InlineData(null, null, 42195.0, Importance.B)]
    [InlineData(42195.0, Importance.C, null, Importance.A)]
    public void A_race_in_two_calendars_is_one_and_the_highest_importance_wins(
        double? meters,
        Importance? importance,
        double? otherMeters,
        Importance otherImportance
    )
    {
        var race = Assert.Single(
            CalendarRaceMerger.Merge([
                ("feed", CreateRace("City Marathon", meters, importance)),
                ("source", CreateRace("Marathon", otherMeters, otherImportance)),
            ])
        );

        Assert.Equal(("City Marathon", meters ?? otherMeters), (race.Name, race.DistanceMeters));
        Assert.Equal(otherImportance, race.Importance);
    }

    [Fact]
    public void Races_of_one_calendar_and_of_other_distances_or_days_stay_apart()
    {
        var races = CalendarRaceMerger.Merge([
            ("feed", CreateRace("10 km", 10000, null)),
            ("feed", CreateRace("Marathon", 42195, null)),
            ("feed", CreateRace("Kids", null, null)),
            ("source", CreateRace("Marathon", 42195, Importance.A)),
            ("source", CreateRace("Half", 21097, Importance.C)),
            ("source", CreateRace("Marathon", 42195, Importance.A) with { Date = Day.AddDays(7) }),
        ]);

        Assert.Equal(
            [("10 km", null), ("Marathon", Importance.A), ("Kids", Importance.C), ("Marathon", Importance.A)],
            races.Select(race => (race.Name, race.Importance))
        );
    }

    private static CalendarRace CreateRace(string name, double? meters, Importance? importance) =>
        new()
        {
            Date = Day,
            Name = name,
            DistanceMeters = meters,
            Importance = importance,
        };
}
