using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sync;
using Dapper;

namespace ActivitySync.Tests.Data;

public sealed class WritePacerTests : IDisposable
{
    private readonly SyncFixture _fixture = new();
    private readonly FastForwardClock _clock = new(SyncFixture.Now);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_series_that_has_written_for_long_pauses_before_it_goes_on()
    {
        var pacer = new WritePacer(_clock);

        Assert.Equal(TimeSpan.Zero, Write(pacer, milliseconds: 240));
        Assert.Equal(TimeSpan.Zero, Write(pacer, milliseconds: 20));
        // A writer that tries again every 150 ms gets its turn.
        Assert.True(Write(pacer, milliseconds: 10) > TimeSpan.FromMilliseconds(150));
        Assert.Equal(TimeSpan.Zero, Write(pacer, milliseconds: 200));
    }

    [Fact]
    public void Time_in_which_nothing_was_written_counts_as_a_pause()
    {
        var pacer = new WritePacer(_clock);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(TimeSpan.Zero, Write(pacer, milliseconds: 240));
            _clock.Advance(TimeSpan.FromMilliseconds(200)); // reads the next files
        }
    }

    [Fact]
    public void A_transaction_that_fails_is_rolled_back_and_the_series_can_go_on()
    {
        var pacer = new WritePacer(_clock);
        using var connection = _fixture.Database.Open();

        Assert.Throws<InvalidOperationException>(() => pacer.Write(connection, _fixture.AthleteId, transaction =>
            {
                connection.Execute("DELETE FROM athletes", transaction: transaction);
                throw new InvalidOperationException();
            }));
        pacer.Write(connection, _fixture.AthleteId, _ => { });

        Assert.Equal(1, connection.ExecuteScalar<long>("SELECT count(*) FROM athletes"));
    }

    /// <summary>Writes for some time and returns how long the pause before it was.</summary>
    private TimeSpan Write(WritePacer pacer, int milliseconds)
    {
        var start = _clock.GetTimestamp();
        using var connection = _fixture.Database.Open();
        var duration = TimeSpan.FromMilliseconds(milliseconds);
        pacer.Write(connection, _fixture.AthleteId, _ => _clock.Advance(duration));
        return _clock.GetElapsedTime(start) - duration;
    }
}
