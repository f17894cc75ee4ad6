using ActivitySync.Sources.Strava;

namespace ActivitySync.Tests.Sources.Strava;

public sealed class StravaDescriptorTests
{
    [Fact]
    public void An_activity_has_a_page_at_Strava() =>
        Assert.Equal("https://www.strava.com/activities/123", new StravaDescriptor().FindLink("123")?.Address);

    [Theory]
    [InlineData("1\"><script>")]
    [InlineData("../athletes")]
    [InlineData("")]
    public void An_ID_that_is_no_number_makes_no_link(string id) => Assert.Null(new StravaDescriptor().FindLink(id));
}
