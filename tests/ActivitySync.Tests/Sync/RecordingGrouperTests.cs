using ActivitySync.FileFormats;
using ActivitySync.Sources;
using Dapper;
using static ActivitySync.Tests.Sync.SyncFixture;

namespace ActivitySync.Tests.Sync;

public sealed class RecordingGrouperTests : IDisposable
{
    private static readonly SourceRecording FromStrava = Strava("s", DaysAgo(1).AddSeconds(3), name: "Turkey Trot");
    private static readonly SourceRecording FromGarmin = Garmin("g", DaysAgo(1), 60.5);
    private static readonly SourceRecording FromFile = Fit("f", DaysAgo(1).AddSeconds(1), 60.2);

    private readonly SyncFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Every_order_of_arrival_ends_in_the_same_state()
    {
        SourceRecording[][] orders =
        [
            [FromStrava, FromGarmin, FromFile],
            [FromStrava, FromFile, FromGarmin],
            [FromGarmin, FromStrava, FromFile],
            [FromGarmin, FromFile, FromStrava],
            [FromFile, FromStrava, FromGarmin],
            [FromFile, FromGarmin, FromStrava],
        ];
        var ends = orders
            .Select(order =>
            {
                using var scene = new SyncFixture();
                foreach (var recording in order)
                {
                    Arrive(scene, recording);
                }

                var stored = Assert.Single(scene.Activities);
                return (stored.Activity, string.Join(' ', stored.Sources));
            })
            .Distinct()
            .ToList();

        var (activity, sources) = Assert.Single(ends);
        Assert.Equal("Turkey Trot", activity.Name);
        Assert.Equal(60.2 * 60, activity.MovingSeconds);
        Assert.Equal("Strava Garmin File", sources);
    }

    [Fact]
    public void A_copy_that_comes_later_joins_the_stored_activity()
    {
        var id = Assert.Single(_fixture.Reconcile(SourceNames.Garmin, FromGarmin).New);

        Assert.Equal([id], _fixture.Reconcile(SourceNames.Strava, FromStrava).New);
        var kept = Assert.Single(_fixture.Reconciler.Add(_fixture.AthleteId, [FromFile]));

        Assert.Equal(id, kept.ActivityId);
        Assert.False(kept.IsNewActivity);
    }

    [Fact]
    public void When_one_source_deletes_its_copy_the_rest_stays_under_its_id()
    {
        var other = Strava("other", DaysAgo(5));
        var id = _fixture.Reconcile(SourceNames.Strava, FromStrava, other).New[0];
        _fixture.Reconcile(SourceNames.Garmin, FromGarmin);

        Assert.Equal([id], _fixture.Reconcile(SourceNames.Strava, other).Deleted);

        var left = _fixture.Activities[^1];
        Assert.Equal((id, "City Running"), (left.Activity.Id, left.Activity.Name));
        Assert.Equal([SourceNames.Garmin], left.Sources);

        Assert.Equal([id], _fixture.Reconcile(SourceNames.Strava, FromStrava, other).New);
        Assert.Equal("Turkey Trot", _fixture.Activities[^1].Activity.Name);
    }

    [Fact]
    public void Copies_that_no_longer_fit_come_apart_and_the_first_keeps_the_id()
    {
        var id = Assert.Single(_fixture.Reconcile(SourceNames.Garmin, FromGarmin).New);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Reconcile(SourceNames.Strava, FromStrava);
        var cropped = Strava("s", DaysAgo(1).AddSeconds(3), 30);

        var own = Assert.Single(_fixture.Reconcile(SourceNames.Strava, cropped).Changed);

        Assert.NotEqual(id, own);
        Assert.Equal([id, own], _fixture.Activities.Select(stored => stored.Activity.Id));

        _fixture.Reconcile(SourceNames.Strava, FromStrava);
        Assert.Equal(id, Assert.Single(_fixture.Activities).Activity.Id);
    }

    [Fact]
    public void A_recording_moved_far_away_leaves_the_id_behind()
    {
        var id = Assert.Single(_fixture.Reconcile(SourceNames.Garmin, FromGarmin).New);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Reconcile(SourceNames.Strava, FromStrava);

        _fixture.Reconcile(SourceNames.Strava, Strava("s", DaysAgo(90)));

        Assert.Equal(2, _fixture.Activities.Select(stored => stored.Activity.Id).Distinct().Count());
        Assert.Equal(
            (id, SourceNames.Garmin),
            (_fixture.Activities[^1].Activity.Id, Assert.Single(_fixture.Activities[^1].Sources))
        );
    }

    [Fact]
    public void Warm_up_race_and_cool_down_are_three_activities()
    {
        var kept = _fixture.Reconciler.Add(
            _fixture.AthleteId,
            [Fit("w", DaysAgo(1), 15), Fit("r", DaysAgo(1).AddMinutes(15), 40), Fit("c", DaysAgo(1).AddMinutes(56), 12)]
        );

        Assert.All(kept, one => Assert.True(one.IsNewActivity));
        Assert.Equal(3, kept.Select(one => one.ActivityId).Distinct().Count());
    }

    [Fact]
    public void A_watch_started_hours_into_an_ultra_made_a_copy_of_it()
    {
        var ultra = Assert.Single(_fixture.Reconciler.Add(_fixture.AthleteId, [Fit("u", DaysAgo(9), 40 * 60)]));

        var late = Assert.Single(
            _fixture.Reconcile(SourceNames.Strava, Strava("s", DaysAgo(9).AddHours(3), 37 * 60)).New
        );

        Assert.Equal(ultra.ActivityId, late);
        // The copy with a title leads.
        Assert.Equal(DaysAgo(9).AddHours(3), Assert.Single(_fixture.Activities).Activity.Start);
    }

    [Fact]
    public void Two_copies_in_one_import_are_one_new_activity_and_a_second_import_is_none()
    {
        var gpx = Recording(SourceNames.File, RecordingFormat.Gpx, "x", DaysAgo(1).AddSeconds(2));

        var first = _fixture.Reconciler.Add(_fixture.AthleteId, [FromFile, gpx]);
        var second = _fixture.Reconciler.Add(_fixture.AthleteId, [gpx, FromFile]);

        Assert.Equal([true, false], first.Select(kept => kept.IsNewActivity));
        Assert.Equal([false, false], second.Select(kept => kept.IsNewActivity));
        Assert.Single(first.Concat(second).Select(kept => kept.ActivityId).Distinct());
    }

    [Fact]
    public void Losing_the_recording_that_connects_two_others_splits_them()
    {
        // Each fits the middle one in its moving time, not the other.
        _fixture.Reconciler.Add(
            _fixture.AthleteId,
            [Fit("short", DaysAgo(1).AddSeconds(10), 55), Fit("long", DaysAgo(1).AddSeconds(20), 65)]
        );
        Assert.Equal(2, _fixture.Activities.Count);
        var apart = Garmin("else", DaysAgo(9));
        _fixture.Reconcile(SourceNames.Garmin, Garmin("middle", DaysAgo(1), 60), apart);
        Assert.Equal(2, _fixture.Activities.Count);

        _fixture.Reconcile(SourceNames.Garmin, apart);

        Assert.Equal(3, _fixture.Activities.Select(stored => stored.Activity.Id).Distinct().Count());
    }

    [Fact]
    public void Recordings_between_the_days_of_a_change_are_not_regrouped()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [Fit("between", DaysAgo(50))]);
        using (var connection = _fixture.Database.Open())
        {
            connection.Execute("DELETE FROM identities");
        }

        _fixture.Reconciler.Add(_fixture.AthleteId, [Fit("late", DaysAgo(1)), Fit("early", DaysAgo(100))]);

        using var later = _fixture.Database.Open();
        Assert.Equal(["early", "late"], later.Query<string>("SELECT source_id FROM identities ORDER BY source_id"));
    }

    [Fact]
    public void A_recording_with_an_absurd_duration_connects_no_others()
    {
        var copies = new[] { Fit("a", DaysAgo(40)), Strava("a", DaysAgo(40)), Fit("b", DaysAgo(3)) };
        _fixture.Reconciler.Add(_fixture.AthleteId, [Fit("endless", DaysAgo(90), minutes: 1e9), copies[0], copies[2]]);
        _fixture.Reconcile(SourceNames.Strava, copies[1]);

        Assert.Equal(3, _fixture.Activities.Count);
        Assert.Equal(2, _fixture.Activities[1].Sources.Count);
    }

    [Fact]
    public void Recordings_imported_in_any_order_end_in_the_same_groups()
    {
        var recordings = Enumerable
            .Range(0, 400)
            .Select(i => Fit($"{i}", DaysAgo(i % 200).AddSeconds(i < 200 ? 0 : 90), 60 + (i % 7)))
            .ToList();
        var ends = new List<string>();
        foreach (var order in new[] { recordings, [.. recordings.OrderBy(one => one.SourceId[^1])] })
        {
            using var scene = new SyncFixture();
            foreach (var some in order.Chunk(30))
            {
                scene.Reconciler.Add(scene.AthleteId, some);
            }

            ends.Add(string.Join('\n', scene.Activities.Select(stored => stored.Activity with { Id = "" })));
        }

        Assert.Equal(ends[0], ends[1]);
    }

    private static void Arrive(SyncFixture scene, SourceRecording recording)
    {
        scene.Clock.Advance(TimeSpan.FromHours(1));
        if (recording.Source == SourceNames.File)
        {
            scene.Reconciler.Add(scene.AthleteId, [recording]);
        }
        else
        {
            scene.Reconcile(recording.Source, recording);
        }
    }
}
