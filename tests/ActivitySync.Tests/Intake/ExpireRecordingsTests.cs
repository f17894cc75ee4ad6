using ActivitySync.Sources;
using static ActivitySync.Tests.Intake.IntakeScene;

namespace ActivitySync.Tests.Intake;

public sealed class ExpireRecordingsTests : IDisposable
{
    private readonly IntakeScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void What_Strava_does_not_confirm_for_a_week_goes_and_comes_back_under_its_id()
    {
        var id = Assert.Single(_scene.Reconcile(SourceName.Strava, Strava("1", Days(3))).New);

        _scene.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, _scene.Expire());
        _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _scene.Expire());
        Assert.Empty(_scene.Held);

        _scene.Keep.Add(_scene.AthleteId, [Fit("f", Days(9))]);
        Assert.Equal([id], _scene.Reconcile(SourceName.Strava, Strava("1", Days(3))).New);
        Assert.Equal(2, _scene.Held.Count);
    }

    [Fact]
    public void Each_confirmation_counts_anew()
    {
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3)));
        _scene.Clock.Advance(TimeSpan.FromDays(6));
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3)));
        _scene.Clock.Advance(TimeSpan.FromDays(6));

        Assert.Equal(0, _scene.Expire());
    }

    [Fact]
    public void What_a_clock_ran_ahead_confirmed_goes_a_week_after_it_is_right_again()
    {
        _scene.Clock.AdjustTime(Now.AddYears(10));
        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3)));
        _scene.Clock.AdjustTime(Now);
        Assert.Equal(0, _scene.Expire());

        _scene.Clock.Advance(TimeSpan.FromDays(7.1));

        Assert.Equal(1, _scene.Expire());
    }

    [Fact]
    public void Garmin_and_files_do_not_expire_and_the_activity_lives_on_in_them()
    {
        var id = Assert.Single(_scene.Reconcile(SourceName.Strava, Strava("1", Days(3))).New);
        _scene.Reconcile(SourceName.Garmin, Garmin("2", Days(3)));
        _scene.Keep.Add(_scene.AthleteId, [Fit("3", Days(3))]);
        _scene.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(1, _scene.Expire());

        var held = Assert.Single(_scene.Held);
        Assert.Equal(id, held.Activity.Id);
        Assert.Equal([SourceName.Garmin, SourceName.File], held.Sources);
    }

    [Fact]
    public void A_copy_that_came_while_it_was_away_takes_its_id_when_it_is_back()
    {
        var id = Assert.Single(_scene.Reconcile(SourceName.Strava, Strava("1", Days(3))).New);
        _scene.Clock.Advance(TimeSpan.FromDays(8));
        _scene.Expire();
        Assert.NotEqual(id, Assert.Single(_scene.Reconcile(SourceName.Garmin, Garmin("2", Days(3))).New));

        _scene.Reconcile(SourceName.Strava, Strava("1", Days(3)));

        Assert.Equal(id, Assert.Single(_scene.Held).Activity.Id);
    }
}
