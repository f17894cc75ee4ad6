using ActivitySync.Data;
using ActivitySync.Tests.Sync;
using Dapper;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Data;

public sealed class WritePacerTests : IDisposable
{
    private readonly SyncFixture _fixture = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<TimeSpan> _pauses = [];

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_series_that_has_written_for_long_pauses_before_it_goes_on()
    {
        var pacer = CreatePacer();

        Write(pacer, milliseconds: 240);
        Write(pacer, milliseconds: 20);
        Assert.Empty(_pauses);
        Write(pacer, milliseconds: 10);

        // A writer that tries again every 150 ms gets its turn.
        Assert.True(Assert.Single(_pauses) > TimeSpan.FromMilliseconds(150));
        Write(pacer, milliseconds: 200);
        Assert.Single(_pauses);
    }

    [Fact]
    public void Time_in_which_nothing_was_written_counts_as_a_pause()
    {
        var pacer = CreatePacer();

        for (var i = 0; i < 5; i++)
        {
            Write(pacer, milliseconds: 240);
            _clock.Advance(TimeSpan.FromMilliseconds(200)); // reads the next files
        }

        Assert.Empty(_pauses);
    }

    [Fact]
    public void A_transaction_that_fails_is_rolled_back_and_the_series_can_go_on()
    {
        var pacer = CreatePacer();
        using var connection = _fixture.Database.Open();

        Assert.Throws<InvalidOperationException>(() => pacer.Write(connection, transaction =>
            {
                connection.Execute("DELETE FROM athletes", transaction: transaction);
                throw new InvalidOperationException();
            }));
        pacer.Write(connection, _ => { });

        Assert.Equal(1, connection.ExecuteScalar<long>("SELECT count(*) FROM athletes"));
    }

    private WritePacer CreatePacer() => new(_clock, pause =>
        {
            _pauses.Add(pause);
            _clock.Advance(pause);
        });

    private void Write(WritePacer pacer, int milliseconds)
    {
        using var connection = _fixture.Database.Open();
        pacer.Write(connection, _ => _clock.Advance(TimeSpan.FromMilliseconds(milliseconds)));
    }
}
