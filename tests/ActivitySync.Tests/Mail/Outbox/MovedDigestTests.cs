using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Mail.Outbox;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>The digest's day or time is changed while the daemon runs. Each week has one digest at most.</summary>
public sealed class MovedDigestTests : IDisposable
{
    private readonly OutboxFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_digest_moved_to_Saturday_comes_on_Saturday_and_not_on_Sunday()
    {
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-27T12:00:00Z");

        Move("Saturday", "08:00");

        Assert.Equal(OutboxFixture.At("2026-11-28T07:00:00Z"), GetNextDigest());
        await _fixture.ProcessAtAsync("2026-11-28T06:59:00Z");
        Assert.Single(_fixture.SentDigests);
        await _fixture.ProcessAtAsync("2026-11-28T07:00:00Z");
        Assert.Equal(2, _fixture.SentDigests.Count);
        await _fixture.ProcessAtAsync("2026-11-29T18:00:00Z");
        Assert.Equal(2, _fixture.SentDigests.Count);
    }

    [Fact]
    public async Task A_digest_moved_to_a_later_day_is_not_sent_twice_in_a_week()
    {
        Move("Saturday", "20:00");
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-21T19:00:00Z");

        Move("Sunday", "19:00");

        Assert.Equal(OutboxFixture.At("2026-11-29T18:00:00Z"), GetNextDigest());
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        Assert.Single(_fixture.SentDigests);
        await _fixture.ProcessAtAsync("2026-11-29T18:00:00Z");
        Assert.Equal(2, _fixture.SentDigests.Count);
    }

    [Fact]
    public async Task A_digest_moved_to_a_day_that_has_passed_comes_next_week()
    {
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-28T12:00:00Z");

        Move("Wednesday", "08:00");
        await _fixture.ProcessAtAsync("2026-11-28T12:01:00Z");

        var skipped = _fixture.FindRow("2026-W48")!;
        Assert.Equal((MailState.Skipped, DigestScheduler.MovedReason), (skipped.State, skipped.Reason));
        await _fixture.ProcessAtAsync("2026-12-02T07:00:00Z");
        Assert.Equal(MailState.Sent, _fixture.FindRow("2026-W49")!.State);
    }

    [Fact]
    public async Task A_digest_missed_after_it_was_moved_is_not_called_moved()
    {
        await _fixture.ProcessAsync();
        Move("Wednesday", "08:00");

        await _fixture.ProcessAtAsync("2026-11-28T12:00:00Z");

        Assert.StartsWith("missed: ", _fixture.FindRow("2026-W48")!.Reason, StringComparison.Ordinal);
    }

    private void Move(string day, string time)
    {
        var roster = RosterBuilder.Create(_fixture.Database, _fixture.Settings);
        var service = new PreferenceService(_fixture.Database, _fixture.Settings, roster, _fixture.Clock);
        service.Save("anna", "Digest:Day", day);
        service.Save("anna", "Digest:Time", time);
    }

    private DateTimeOffset? GetNextDigest() =>
        new HealthReader(
            RosterBuilder.Create(_fixture.Database, _fixture.Settings),
            _fixture.Database,
            _fixture.Settings,
            _fixture.Clock,
            new DaemonLock(_fixture.Settings, _fixture.Clock),
            new JobMonitor(_fixture.Database, _fixture.Clock, NullLogger<JobMonitor>.Instance)
        )
            .Read()
            .NextDigest;
}
