using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.Commands;

public sealed class SetupAnswerParserTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("Sunday 19:00", "Sunday", "19:00")]
    [InlineData("friday, 7pm", "Friday", "19:00")]
    [InlineData("sonntag um 18 Uhr", "Sunday", "18:00")]
    [InlineData("12am", null, "00:00")]
    [InlineData("6.30", null, "06:30")]
    [InlineData("sat", "Saturday", null)]
    [InlineData("25:00", null, null)]
    [InlineData("13pm", null, null)]
    [InlineData("sunday monday", null, null)]
    [InlineData("at", null, null)]
    public void Day_and_time_are_parsed_in_any_order(string answer, string? day, string? time)
    {
        var (moment, error) = SetupAnswerParser.ParseDigestMoment(answer);

        Assert.Equal((day, time), (moment?.Day, moment?.Time));
        Assert.Equal(moment is null, error is not null);
    }

    [Theory]
    [InlineData("18.04.2027 City Marathon 42.2 km", "2027-04-18", "City Marathon", 42_200.0)]
    [InlineData("sunday Ten 10km", "2026-11-29", "Ten", 10_000.0)]
    [InlineData("2027-04-18 Half of 2027", "2027-04-18", "Half of 2027", null)]
    public void A_race_is_parsed(string answer, string date, string name, double? meters)
    {
        var (race, error) = SetupAnswerParser.ParseRace(answer, Today);

        Assert.Null(error);
        Assert.Equal((date, name, meters), (race!.Date.ToColumn(), race.Name, race.DistanceMeters));
    }

    [Theory]
    [InlineData("City Marathon", "\"City\" is no date; expected YYYY-MM-DD")]
    [InlineData("2026-11-22 Ten", "2026-11-22 has passed.")]
    [InlineData("tomorrow", "the name is missing")]
    [InlineData("tommorow Ten", "\"tommorow\" is no date; did you mean tomorrow?")]
    public void An_invalid_race_is_explained(string answer, string error) =>
        Assert.StartsWith(error, SetupAnswerParser.ParseRace(answer, Today).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("20.11.2026 deep", MassageKind.DeepTissue)]
    [InlineData("friday", MassageKind.Other)]
    [InlineData("friday hot stone massage", MassageKind.Other)]
    public void A_massage_is_parsed(string answer, object kind) =>
        Assert.Equal(
            (new Massage(new DateOnly(2026, 11, 20), (MassageKind)kind), null),
            SetupAnswerParser.ParseMassage(answer, Today)
        );

    [Theory]
    [InlineData("tomorrow deep", "2026-11-24 is in the future.")]
    [InlineData("soon", "\"soon\" is no date; expected YYYY-MM-DD")]
    [InlineData("friday reiki", "\"reiki\" is invalid; expected one of")]
    public void An_invalid_massage_is_explained(string answer, string error) =>
        Assert.StartsWith(error, SetupAnswerParser.ParseMassage(answer, Today).Error, StringComparison.Ordinal);
}
