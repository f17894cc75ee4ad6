using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources.Strava;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>
/// Athletes with the same slot, on Sunday at 18:00 UTC, and a source that is read once a week. Each wake-up is that of
/// a daemon that has just started.
/// </summary>
public sealed class EarlySourceSyncTests : IDisposable
{
    private const string EveryMonday = "0 0 3 ? * MON";
    private const int Athletes = 200;

    private readonly OutboxFixture _fixture = new(CreateNames(Athletes));
    private readonly Dictionary<string, List<DateTimeOffset>> _synced = [];

    public EarlySourceSyncTests()
    {
        Configure(EveryMonday);
        _fixture.OnSync = athlete =>
        {
            AddSynced(athlete);
            SaveSuccess(athlete.Name, _fixture.Clock.GetUtcNow());
        };
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Sources_are_synced_at_spread_moments_and_none_at_the_slot()
    {
        await AddAthletesAsync();

        await WakeAsync("2026-11-22T11:30:00Z", "2026-11-22T17:59:00Z");

        Assert.Equal(Athletes, _synced.Count);
        var moments = _synced.Values.Select(synced => Assert.Single(synced)).ToList();
        Assert.InRange(
            moments.Min(),
            OutboxFixture.At("2026-11-22T12:00:00Z"),
            OutboxFixture.At("2026-11-22T12:30:00Z")
        );
        Assert.InRange(
            moments.Max(),
            OutboxFixture.At("2026-11-22T17:00:00Z"),
            OutboxFixture.At("2026-11-22T17:30:00Z")
        );
        Assert.InRange(moments.CountBy(moment => moment).Max(minute => minute.Value), 1, 6);

        await ProcessSlotAsync();

        Assert.Equal(Athletes, _synced.Values.Sum(synced => synced.Count));
        Assert.Equal(Athletes, _fixture.Transport.Messages.Count);
        Assert.All(_fixture.Requests, request => Assert.Equal(_synced[request.Athlete.Name][0], request.KnownUntil));
    }

    [Fact]
    public async Task A_failed_sync_is_repeated_by_no_restart_and_tried_again_at_the_slot()
    {
        await AddAthletesAsync();
        var failing = _fixture.Settings.FileAthletes[7].Name;
        _fixture.OnSync = athlete =>
        {
            AddSynced(athlete);
            if (athlete.Name == failing)
            {
                throw new InvalidOperationException("odd");
            }

            SaveSuccess(athlete.Name, _fixture.Clock.GetUtcNow());
        };

        var failures = await WakeAsync("2026-11-22T11:30:00Z", "2026-11-22T17:59:00Z");

        Assert.Contains(failing, Assert.Single(failures), StringComparison.Ordinal);
        Assert.All(_synced.Values, synced => Assert.Single(synced));
        Assert.Equal(Athletes, _synced.Count);

        _fixture.OnSync = AddSynced;
        await ProcessSlotAsync();

        Assert.Equal(2, _synced[failing].Count);
        Assert.Equal(Athletes + 1, _synced.Values.Sum(synced => synced.Count));
        Assert.Equal(Athletes, _fixture.Transport.Messages.Count);
    }

    [Fact]
    public async Task A_daemon_that_was_off_all_day_syncs_when_it_starts()
    {
        await AddAthletesAsync();

        await WakeAsync("2026-11-22T17:50:00Z", "2026-11-22T17:51:00Z");

        Assert.Equal(Athletes, _synced.Count);
        Assert.All(_synced.Values, synced => Assert.Single(synced));
    }

    [Theory]
    [InlineData("0 7 * * * ?", Athletes)] // each hour
    [InlineData("0 0 16 ? * SUN", Athletes)] // within the hours before the slot
    [InlineData(EveryMonday, EarlySourceSync.MaxAthletesAtSlot)]
    public async Task What_needs_no_early_sync_is_not_synced(string schedule, int athletes)
    {
        Configure(schedule, athletes);
        await AddAthletesAsync();

        await WakeAsync("2026-11-22T11:00:00Z", "2026-11-22T17:59:00Z", stepMinutes: 10);

        Assert.Empty(_synced);
    }

    [Fact]
    public async Task A_source_that_will_be_up_to_date_at_the_slot_or_is_rate_limited_is_not_synced()
    {
        await AddAthletesAsync();
        var (current, limited) = (_fixture.Settings.FileAthletes[3].Name, _fixture.Settings.FileAthletes[4].Name);
        SaveSuccess(current, OutboxFixture.At("2026-11-21T19:00:00Z"));
        SaveSuccess(
            limited,
            OutboxFixture.At("2026-11-18T12:00:00Z"),
            retryAt: OutboxFixture.At("2026-11-22T18:30:00Z")
        );

        await WakeAsync("2026-11-22T11:00:00Z", "2026-11-22T17:59:00Z", stepMinutes: 10);

        Assert.Equal(Athletes - 2, _synced.Count);
        Assert.DoesNotContain(current, _synced.Keys);
        Assert.DoesNotContain(limited, _synced.Keys);
    }

    [Fact]
    public void An_athlete_has_the_same_moment_in_each_process()
    {
        var slot = DigestSchedule.GetNext(_fixture.Anna, _fixture.Clock.GetUtcNow());

        Assert.Equal(
            OutboxFixture.At("2026-11-22T15:06:37Z"),
            EarlySourceSync.GetMoment(_fixture.Anna with { Name = "anna" }, slot)
        );
    }

    private static string[] CreateNames(int count) => [.. Enumerable.Range(0, count).Select(n => $"athlete{n}")];

    private void Configure(string schedule, int athletes = Athletes) =>
        _fixture.Settings = _fixture.Settings with
        {
            ActivitySync = _fixture.Settings.ActivitySync with { AlertAfterHours = 168 },
            SourceSettings = [new StravaSettings { SyncSchedule = schedule }],
            FileAthletes =
            [
                .. _fixture
                    .Settings.FileAthletes.Take(athletes)
                    .Select(athlete => athlete with { Sources = new() { Enabled = [SourceNames.Strava] } }),
            ],
        };

    /// <summary>Adds the athletes on Saturday, with a sync on Wednesday.</summary>
    private async Task AddAthletesAsync()
    {
        await _fixture.ProcessAtAsync("2026-11-21T12:00:00Z");
        foreach (var athlete in _fixture.Settings.FileAthletes)
        {
            SaveSuccess(athlete.Name, OutboxFixture.At("2026-11-18T12:00:00Z"));
        }
    }

    private async Task<IReadOnlyList<string>> WakeAsync(string from, string to, int stepMinutes = 1)
    {
        var failures = new List<string>();
        _fixture.Clock.SetUtcNow(OutboxFixture.At(from));
        while (_fixture.Clock.GetUtcNow() <= OutboxFixture.At(to))
        {
            try
            {
                await new EarlySourceSync(
                    _fixture.Database,
                    _fixture.Settings,
                    _fixture.Roster,
                    _fixture.Clock,
                    _fixture.SyncService,
                    NullLogger<EarlySourceSync>.Instance
                ).SyncDueAsync(CancellationToken.None);
            }
            catch (OperationException exception)
            {
                failures.Add(exception.Message);
            }

            _fixture.Clock.Advance(TimeSpan.FromMinutes(stepMinutes));
        }

        return failures;
    }

    private Task<IReadOnlyList<string>> ProcessSlotAsync() => _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

    private void AddSynced(AthleteSettings athlete)
    {
        if (!_synced.TryGetValue(athlete.Name, out var moments))
        {
            _synced[athlete.Name] = moments = [];
        }

        moments.Add(_fixture.Clock.GetUtcNow());
    }

    private void SaveSuccess(string athlete, DateTimeOffset at, DateTimeOffset? retryAt = null)
    {
        using var connection = _fixture.Database.Open();
        var seconds = at.ToUnixTimeSeconds();
        SyncStateRepository.Save(
            connection,
            new SyncStateRow(
                AthleteRepository.GetOrAddId(connection, athlete, _fixture.Clock),
                "strava",
                seconds,
                "complete",
                null,
                seconds,
                seconds,
                retryAt?.ToUnixTimeSeconds(),
                0
            )
        );
    }
}
