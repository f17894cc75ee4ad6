using Dapper;
using static ActivitySync.Tests.Sync.SyncFixture;

namespace ActivitySync.Tests.Sync;

public sealed class RecordingExpirationTests : IDisposable
{
    private readonly SyncFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void What_Strava_does_not_confirm_for_a_week_goes_and_comes_back_under_its_id()
    {
        var id = Assert.Single(_fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3))).New);

        _fixture.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, _fixture.Expire());
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _fixture.Expire());
        Assert.Empty(_fixture.Activities);

        _fixture.Reconciler.Add(_fixture.AthleteId, [Fit("f", DaysAgo(9))]);
        Assert.Equal([id], _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3))).New);
        Assert.Equal(2, _fixture.Activities.Count);
    }

    [Fact]
    public void Each_confirmation_restarts_the_period()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));
        _fixture.Clock.Advance(TimeSpan.FromDays(6));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));
        _fixture.Clock.Advance(TimeSpan.FromDays(6));

        Assert.Equal(0, _fixture.Expire());
    }

    [Fact]
    public void What_a_clock_ran_ahead_confirmed_goes_a_week_after_it_is_right_again()
    {
        _fixture.Clock.AdjustTime(Now.AddYears(10));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));
        _fixture.Clock.AdjustTime(Now);
        Assert.Equal(0, _fixture.Expire());

        _fixture.Clock.Advance(TimeSpan.FromDays(7.1));

        Assert.Equal(1, _fixture.Expire());
    }

    [Theory]
    [InlineData("confirmed_at = 9223372036854775807")]
    [InlineData("started_at = -9223372036854775808")]
    [InlineData("elapsed_seconds = @Infinity")]
    public void An_unreadable_row_of_Strava_goes_and_can_be_read_again(string damage)
    {
        var id = Assert.Single(_fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3))).New);
        Damage(damage);

        _fixture.Expire();

        Assert.Equal(0, CountRows());
        Assert.Equal([id], _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3))).New);
    }

    [Fact]
    public void An_unreadable_row_of_a_source_is_replaced_by_the_next_sync()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));
        Damage("started_at = -9223372036854775808");
        Assert.Empty(_fixture.Activities);

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));

        Assert.Single(_fixture.Activities);
    }

    private void Damage(string assignment)
    {
        using var connection = _fixture.Database.Open();
        connection.Execute($"UPDATE recordings SET {assignment}", new { Infinity = double.PositiveInfinity });
    }

    private long CountRows()
    {
        using var connection = _fixture.Database.Open();
        return connection.ExecuteScalar<long>("SELECT count(*) FROM recordings");
    }

    [Fact]
    public void Garmin_and_files_do_not_expire_and_the_activity_lives_on_in_them()
    {
        var id = Assert.Single(_fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3))).New);
        _fixture.Reconcile(SourceNames.Garmin, Garmin("2", DaysAgo(3)));
        _fixture.Reconciler.Add(_fixture.AthleteId, [Fit("3", DaysAgo(3))]);
        _fixture.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(1, _fixture.Expire());

        var stored = Assert.Single(_fixture.Activities);
        Assert.Equal(id, stored.Activity.Id);
        Assert.Equal([SourceNames.Garmin, SourceNames.File], stored.Sources);
    }

    [Fact]
    public void A_copy_that_came_while_it_was_away_takes_its_id_when_it_is_back()
    {
        var id = Assert.Single(_fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3))).New);
        _fixture.Clock.Advance(TimeSpan.FromDays(8));
        _fixture.Expire();
        Assert.NotEqual(id, Assert.Single(_fixture.Reconcile(SourceNames.Garmin, Garmin("2", DaysAgo(3))).New));

        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));

        Assert.Equal(id, Assert.Single(_fixture.Activities).Activity.Id);
    }
}
