using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sync;
using Microsoft.Extensions.Logging;

namespace ActivitySync.Tests.Data;

/// <summary>The last attempts when the program ends.</summary>
public sealed class PendingWritesTests
{
    private readonly FastForwardClock _clock = new(SyncFixture.Now);
    private readonly LogCapture _logs = new();
    private int _attempts;

    [Fact]
    public void A_database_that_accepts_writes_a_second_later_gets_them_at_the_end()
    {
        var start = _clock.GetUtcNow();
        WriteAndDispose(() => _clock.GetUtcNow() >= start.AddSeconds(1));

        Assert.Equal(3, _attempts);
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("before the program ended", StringComparison.Ordinal));
    }

    [Fact]
    public void A_database_that_refuses_to_the_end_costs_two_seconds_and_is_reported()
    {
        var start = _clock.GetUtcNow();
        WriteAndDispose(() => false);

        Assert.Equal(4, _attempts);
        Assert.Equal(TimeSpan.FromSeconds(2), _clock.GetUtcNow() - start);
        Assert.Contains(_logs.Lines, line => line.Contains("before the program ended", StringComparison.Ordinal));
    }

    private void WriteAndDispose(Func<bool> accepts)
    {
        using var logs = new LoggerFactory([_logs]);
        using var writes = new PendingWrites(_clock, logs.CreateLogger<PendingWrites>());
        writes.Write("tokens of athlete 1", () =>
        {
            _attempts++;
            if (!accepts())
            {
                throw new DatabaseException(DatabaseErrorKind.Busy, "locked");
            }
        });
    }
}
