using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Fit;

namespace ActivitySync.Tests.FileFormats;

public sealed class SportNamesTests
{
    private static readonly string[] RunFamily = ["run", "trail-run", "treadmill", "virtual-run", "track-run"];

    [Theory]
    [InlineData("RUNNING")]
    [InlineData("street_running")]
    [InlineData("track_running")]
    [InlineData("trail_running")]
    [InlineData("treadmill_running")]
    [InlineData("indoor_running")]
    [InlineData("virtual_run")]
    [InlineData("ultra_run")]
    [InlineData("OBSTACLE_RUN")]
    [InlineData("wheelchair_push_run")]
    [InlineData("Run")]
    [InlineData("TrailRun")]
    [InlineData("VirtualRun")]
    [InlineData("Treadmill")]
    [InlineData("Trail Run")]
    [InlineData("jogging")]
    [InlineData("snow_run_v2")]
    public void Every_run_of_the_lists_is_in_the_run_family(string type) =>
        Assert.Contains(SportNames.Normalize(type), RunFamily);

    [Theory]
    [InlineData("bike_to_run_transition_v2", "transition")]
    [InlineData("swimrun", "multisport")]
    [InlineData("swim_run", "multisport")]
    [InlineData("multi_sport", "multisport")]
    [InlineData("SKATE_SKIING_WS", "skate-skiing")]
    [InlineData("EMountainBikeRide", "e-mountain-bike-ride")]
    [InlineData("EBikeRide", "e-bike-ride")]
    [InlineData("WeightTraining", "weight-training")]
    [InlineData("indoor_cycling", "ride")]
    [InlineData("77", "other")]
    public void Other_types_are_no_runs(string type, string expected) =>
        Assert.Equal(expected, SportNames.Normalize(type));

    [Fact]
    public void An_unknown_type_keeps_its_name_and_is_known_as_unknown()
    {
        var name = SportNames.Normalize("Quidditch Match");

        Assert.Equal("quidditch-match", name);
        Assert.False(SportNames.IsKnown(name!));
        Assert.Null(SportNames.Find("Quidditch Match"));
        Assert.All(RunFamily.Append(SportNames.Other), sport => Assert.True(SportNames.IsKnown(sport)));
    }

    [Fact]
    public void Every_sport_of_a_device_is_known()
    {
        for (var sport = 1; sport < 100; sport++)
        {
            for (var subSport = 0; subSport < 100; subSport++)
            {
                Assert.True(SportNames.IsKnown(FitSports.GetName(sport, subSport)!), $"{sport}/{subSport}");
            }
        }
    }

    [Theory]
    [InlineData(1, 59, "run")]
    [InlineData(1, 67, "run")]
    [InlineData(1, 99, "run")]
    [InlineData(4, 45, "treadmill")]
    [InlineData(18, 78, "triathlon")]
    [InlineData(18, 0, "multisport")]
    public void A_sub_sport_of_a_device_stays_in_its_family(long sport, long subSport, string expected) =>
        Assert.Equal(expected, FitSports.GetName(sport, subSport));
}
