using System.Globalization;
using System.Net;
using ActivitySync.Web.Access;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Web;

public sealed class SignInLimitTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly SignInLimit _limit;

    public SignInLimitTests() => _limit = new SignInLimit(_clock);

    [Fact]
    public void A_refused_client_fills_nothing_and_resets_nobody()
    {
        Exhaust("user anna");
        Exhaust("client 192.0.2.1");

        for (var request = 0; request < SignInLimit.MaxKeys * 2; request++)
        {
            Assert.False(_limit.TryCount("client 192.0.2.1", Name("user", request)));
        }

        Assert.True(_limit.TryCount("client 192.0.2.2", "user ben"));
        Assert.False(_limit.TryCount("client 192.0.2.3", "user anna"));
    }

    [Fact]
    public void A_full_memory_drops_the_oldest_and_keeps_the_latest()
    {
        Exhaust("user carla");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Fill(SignInLimit.MaxKeys - 3);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Exhaust("user anna");

        Assert.True(_limit.TryCount("client 192.0.2.1", "user ben"));

        Assert.False(_limit.TryCount("user anna"));
        Assert.True(_limit.TryCount("user carla"));
    }

    [Fact]
    public void A_full_memory_drops_what_counts_no_longer_first()
    {
        Fill(SignInLimit.MaxKeys - 1);
        _clock.Advance(TimeSpan.FromMinutes(59));
        Exhaust("user anna");
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(_limit.TryCount("client 192.0.2.1", "user ben"));
        Fill(SignInLimit.MaxKeys - 3);

        Assert.False(_limit.TryCount("user anna"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::")]
    [InlineData("fe80::1%1", "fe80::")]
    public void The_addresses_of_one_network_count_together(string client, string network) =>
        Assert.Equal(network, SignInLimit.GetNetwork(IPAddress.Parse(client)));

    private void Exhaust(string key)
    {
        for (var request = 0; request < SignInLimit.MaxPerHour; request++)
        {
            Assert.True(_limit.TryCount(key));
        }
    }

    private void Fill(int count)
    {
        for (var number = 0; number < count; number++)
        {
            Assert.True(_limit.TryCount(Name("client", number)));
        }
    }

    private static string Name(string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind} {number}");
}
