using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class MailPacerTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly IMailSession _session = new MailTransportFixture().OpenSession();

    [Fact]
    public void Mails_of_all_connections_share_one_rate()
    {
        var pacer = CreatePacer(2);

        var turns = Enumerable.Range(0, 5).Select(_ => pacer.WaitAsync(_session, default)).ToList();

        Assert.Equal([1, 1, 2, 2, 3, 3, 4], Enumerable.Range(0, 7).Select(CountAfterQuarterSeconds));

        int CountAfterQuarterSeconds(int quarter)
        {
            _clock.Advance(quarter == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(0.25));
            return turns.Count(turn => turn.IsCompleted);
        }
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(10, 1)]
    [InlineData(100, 10)]
    [InlineData(1000, 100)]
    public void Turns_that_were_not_used_are_kept_for_a_tenth_of_a_second(double perSecond, int expected)
    {
        var pacer = CreatePacer(perSecond);
        _ = pacer.WaitAsync(_session, default);
        _clock.Advance(TimeSpan.FromHours(1));

        var turns = Enumerable.Range(0, 1100).Select(_ => pacer.WaitAsync(_session, default)).ToList();

        Assert.Equal(expected, turns.Count(turn => turn.IsCompleted));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(expected + (int)perSecond, turns.Count(turn => turn.IsCompleted));
    }

    [Fact]
    public void Without_a_rate_nothing_waits()
    {
        var pacer = CreatePacer(null);

        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.True(pacer.WaitAsync(_session, default).IsCompleted));
    }

    [Fact]
    public void Several_nodes_have_equal_shares_of_the_rate()
    {
        var pacer = CreatePacer(4, nodes: 4);

        var turns = Enumerable.Range(0, 3).Select(_ => pacer.WaitAsync(_session, default)).ToList();

        Assert.Equal(1, turns.Count(turn => turn.IsCompleted));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, turns.Count(turn => turn.IsCompleted));
    }

    private MailPacer CreatePacer(double? perSecond, int nodes = 1)
    {
        var settings = new AppSettings { Mail = new MailSettings { PerSecond = perSecond } };
        var leases = new Leases(new Database(settings, _clock), _clock, NullLogger<Leases>.Instance)
        {
            NodeCount = nodes,
        };
        return new MailPacer(settings, _clock, leases);
    }
}
