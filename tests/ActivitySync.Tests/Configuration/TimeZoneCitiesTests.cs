using ActivitySync.Configuration;

namespace ActivitySync.Tests.Configuration;

public sealed class TimeZoneCitiesTests
{
    [Theory]
    [InlineData("Berlin", "Europe/Berlin")]
    [InlineData("new york", "America/New_York")]
    [InlineData("MÜNCHEN", "Europe/Berlin")]
    [InlineData("munchen", "Europe/Berlin")]
    [InlineData("Wien", "Europe/Vienna")]
    [InlineData("Atlantis", null)]
    [InlineData("", null)]
    public void A_city_has_a_zone(string city, string? zone) => Assert.Equal(zone, TimeZoneCities.Find(city));

    [Theory]
    [InlineData("Europe/Berln", "Europe/Berlin")]
    [InlineData("Berln", "Europe/Berlin")]
    [InlineData("Hambrug", "Europe/Berlin")]
    [InlineData("Xyz", null)]
    public void A_similar_name_has_a_zone(string city, string? zone) =>
        Assert.Equal(zone, TimeZoneCities.FindSimilar(city));

    [Fact]
    public void Every_listed_city_has_a_zone_of_this_machine() =>
        Assert.All(TimeZoneCities.OtherZones, zone => Assert.NotNull(TimeZoneInfo.FindSystemTimeZoneById(zone)));
}
