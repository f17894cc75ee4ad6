using ActivitySync.Operations;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;
using ActivitySync.Tests.Intake;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Operations;

/// <summary>Syncs that fail, and clocks that were wrong: neither asks a service at each wake, nor leaves it alone for years.</summary>
public sealed class SyncRunnersTests : IDisposable
{
    private static readonly AthleteSettings Anna = new()
    {
        Name = "anna",
        Email = "anna@example.org",
        TimeZone = TimeZoneInfo.Utc,
        Sources = new AthleteSources { Strava = true, Garmin = true },
    };

    private readonly IntakeScene _scene = new();
    private readonly ScriptedSource _strava = new(SourceName.Strava);
    private readonly ScriptedSource _garmin = new(SourceName.Garmin) { On = true };

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Unforeseen_trouble_at_one_source_is_told_and_leaves_the_other_its_turn()
    {
        _strava.Trouble = new FormatException("odd");

        var told = await Assert.ThrowsAsync<CannotProceedException>(DueAsync);

        Assert.Contains("anna", told.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (_strava.Asked, _garmin.Asked));
        Assert.Equal((1L, IntakeScene.Now.ToColumn()), (Last(SourceName.Strava).Failures, Last(SourceName.Strava).TriedAt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hint_whose_sync_fails_stands_and_is_tried_less_and_less_often(bool isUnforeseen)
    {
        await DueAsync();
        if (isUnforeseen) _strava.Trouble = new FormatException("odd");
        else _strava.Answer = new() { Outcome = SourceOutcome.Away, Requests = 1 };
        _scene.Clock.Advance(TimeSpan.FromMinutes(5));
        Hint();

        for (var minute = 0; minute < 50; minute++) await WakeAsync();
        Assert.InRange(_strava.Asked, 3, 6); // one before the hint
        Assert.True(IsHinted());

        (_strava.Trouble, _strava.Answer) = (null, IntakeScene.Complete());
        for (var minute = 0; minute < 60; minute++) await WakeAsync();
        Assert.False(IsHinted());
        Assert.Equal("complete", Last(SourceName.Strava).Outcome);
    }

    [Fact]
    public async Task A_clock_that_was_years_ahead_for_one_sync_holds_nothing_up()
    {
        _scene.Clock.AdjustTime(IntakeScene.Now.AddYears(10));
        await DueAsync();
        Hint();
        _strava.Answer = new() { Outcome = SourceOutcome.LimitReached, Requests = 1, RetryAt = IntakeScene.Now.AddYears(10).AddHours(1) };
        await Runners.SyncAsync(SourceName.Strava, CancellationToken.None);
        _scene.Clock.AdjustTime(IntakeScene.Now);
        _strava.Answer = IntakeScene.Complete();
        var asked = (_strava.Asked, _garmin.Asked);

        await DueAsync(); // its last time is missed, by any clock that is right

        Assert.Equal((asked.Item1 + 1, asked.Item2 + 1), (_strava.Asked, _garmin.Asked));
        Assert.Equal(IntakeScene.Now.AddDays(-181), _strava.From); // the whole window
        Assert.Equal(IntakeScene.Now.ToColumn(), Last(SourceName.Strava).FullAt);
        Assert.False(IsHinted());
    }

    private SyncRunners Runners => new(
        _scene.Database,
        _scene.Settings with { Athletes = [Anna] },
        new EachRunner(_scene.Database, _scene.Settings),
        _scene.Clock,
        _scene.SyncAthlete(_strava, _garmin),
        NullLogger<SyncRunners>.Instance);

    private Task DueAsync() => Runners.SyncDueAsync(CancellationToken.None);

    private async Task WakeAsync()
    {
        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        try
        {
            await DueAsync();
        }
        catch (CannotProceedException)
        {
            // counted by the job's watch
        }
    }

    private void Hint()
    {
        using var store = _scene.Database.Open();
        SyncHints.Save(store, _scene.AthleteId, "strava", _scene.Clock.GetUtcNow().AddSeconds(-1));
    }

    private bool IsHinted()
    {
        using var store = _scene.Database.Open();
        return SyncHints.Find(store, _scene.AthleteId, "strava") is not null;
    }

    private SyncRow Last(SourceName source)
    {
        using var store = _scene.Database.Open();
        return Syncs.Find(store, _scene.AthleteId, source.ToColumn())!;
    }
}
