using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Tests.Data;
using static ActivitySync.Tests.Sync.SyncFixture;

namespace ActivitySync.Tests.Sync;

public sealed class RecordingReconcilerTests : IDisposable
{
    private readonly SyncFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Nothing_is_saved_after_another_node_has_acquired_the_lease()
    {
        var reading = Complete(Strava("1", DaysAgo(2)));
        var (id, source) = (_fixture.AthleteId, SourceNames.Strava);

        Assert.Throws<LeaseLostException>(() =>
            _fixture.Reconciler.Reconcile(id, source, LongAgo, reading, lease: new StubLease { IsLost = true })
        );

        Assert.Empty(_fixture.Activities);
    }

    [Fact]
    public void The_first_listing_is_all_new_and_the_same_listing_again_is_nothing()
    {
        SourceRecording[] listed = [Strava("1", DaysAgo(3)), Strava("2", DaysAgo(1))];

        var first = _fixture.Reconcile(SourceNames.Strava, listed);
        var second = _fixture.Reconcile(SourceNames.Strava, listed);

        Assert.Equal(2, first.New.Count);
        Assert.False(second.HasAny);
        Assert.Equal(first.New, _fixture.Activities.Select(stored => stored.Activity.Id));
    }

    [Fact]
    public void What_is_read_back_is_what_was_listed()
    {
        var activity = new Activity
        {
            Id = "1",
            Start = new DateTimeOffset(2026, 11, 22, 8, 2, 11, TimeSpan.FromHours(5.75)),
            Sport = "trail-run",
            Name = "Hill <b>day</b>",
            DistanceMeters = 12345.6,
            MovingSeconds = 4321.5,
            ElapsedSeconds = 5000,
            AverageHeartRate = 147.2,
            MaxHeartRate = 171,
            AscentMeters = 500.5,
            DescentMeters = 499,
            PerceivedExertion = 6,
            SourceTag = SourceTag.LongRun,
            DeviceRace = true,
        };

        var id = Assert.Single(
            _fixture
                .Reconcile(
                    SourceNames.Strava,
                    new SourceRecording(SourceNames.Strava, "1", RecordingFormat.Strava, activity)
                )
                .New
        );

        var stored = Assert.Single(_fixture.Activities);
        Assert.Equal(activity with { Id = id }, stored.Activity);
        Assert.Equal(activity.Start.Offset, stored.Activity.Start.Offset);
        Assert.Equal([SourceNames.Strava], stored.Sources);
    }

    [Fact]
    public void Every_kept_field_that_is_edited_is_a_change_under_the_same_id()
    {
        Func<Activity, Activity>[] edits =
        [
            a => a with { Name = "Turkey Trot" },
            a => a with { SourceTag = SourceTag.Race },
            a => a with { Sport = "trail-run" },
            a => a with { Start = a.Start.AddMinutes(30) },
            a => a with { Start = a.Start.ToOffset(TimeSpan.FromHours(1)) },
            a => a with { DistanceMeters = 9000 },
            a => a with { MovingSeconds = 3000 },
            a => a with { ElapsedSeconds = null },
            a => a with { AverageHeartRate = 150 },
            a => a with { MaxHeartRate = 180 },
            a => a with { AscentMeters = 1 },
            a => a with { DescentMeters = 1 },
            a => a with { PerceivedExertion = 7 },
            a => a with { DeviceRace = true },
        ];
        var recording = Strava("1", DaysAgo(2));
        var id = Assert.Single(_fixture.Reconcile(SourceNames.Strava, recording).New);
        foreach (var edit in edits)
        {
            recording = recording with { Activity = edit(recording.Activity) };

            var changes = _fixture.Reconcile(SourceNames.Strava, recording);

            Assert.Equal([id], changes.Changed);
            Assert.Empty(changes.New);
            Assert.Equal(recording.Activity with { Id = id }, Assert.Single(_fixture.Activities).Activity);
        }
    }

    [Theory]
    [InlineData("Garmin Forerunner 265", true)]
    [InlineData("GARMIN fenix 7", true)]
    [InlineData("COROS PACE 3", false)]
    [InlineData(null, false)]
    public void The_maker_of_the_device_is_stored_with_the_recording(string? device, bool isGarmin)
    {
        var recording = Strava("1", DaysAgo(2)) with { DeviceName = device };

        _fixture.Reconcile(SourceNames.Strava, recording);

        var stored = Assert.Single(_fixture.Activities);
        Assert.Equal([SourceNames.Strava], stored.Sources);
        Assert.Equal(isGarmin ? [SourceNames.Garmin] : [], stored.DeviceMakers);
    }

    [Fact]
    public void A_device_that_becomes_known_is_no_change_of_the_activity()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(2)));

        var changes = _fixture.Reconcile(
            SourceNames.Strava,
            Strava("1", DaysAgo(2)) with
            {
                DeviceName = "Garmin Forerunner 265",
            }
        );

        Assert.False(changes.HasAny);
        Assert.Equal([SourceNames.Garmin], Assert.Single(_fixture.Activities).DeviceMakers);
    }

    [Fact]
    public void What_the_source_no_longer_lists_is_gone()
    {
        var ids = _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)), Strava("2", DaysAgo(1))).New;

        var changes = _fixture.Reconcile(SourceNames.Strava, Strava("2", DaysAgo(1)));

        Assert.Equal([ids[0]], changes.Deleted);
        Assert.Equal([ids[1]], _fixture.Activities.Select(stored => stored.Activity.Id));
    }

    [Fact]
    public void What_the_source_set_aside_is_neither_new_nor_gone()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)), Strava("2", DaysAgo(1)));

        var changes = _fixture.Reconciler.Reconcile(
            _fixture.AthleteId,
            SourceNames.Strava,
            LongAgo,
            Complete(Strava("2", DaysAgo(1))) with
            {
                UnreadableIds = ["1", "77"],
            }
        );

        Assert.False(changes.HasAny);
        Assert.Equal(2, _fixture.Activities.Count);
    }

    [Fact]
    public void What_started_before_the_window_or_on_its_edge_is_left_alone()
    {
        var edge = DaysAgo(14);
        _fixture.Reconcile(
            SourceNames.Strava,
            Strava("before", edge.AddDays(-1)),
            Strava("edge", edge),
            Strava("inside", edge.AddSeconds(1).AddHours(2)),
            Strava("late", DaysAgo(1))
        );

        var changes = _fixture.Reconciler.Reconcile(
            _fixture.AthleteId,
            SourceNames.Strava,
            edge,
            Complete(Strava("late", DaysAgo(1)))
        );

        Assert.Single(changes.Deleted);
        Assert.Equal(3, _fixture.Activities.Count);
    }

    [Fact]
    public void What_was_moved_out_of_the_window_is_gone_only_if_it_stood_in_it()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)), Strava("2", DaysAgo(1)));

        // The source still lists it, now before the window: it has moved, and the stored row moves too.
        var changes = _fixture.Reconciler.Reconcile(
            _fixture.AthleteId,
            SourceNames.Strava,
            DaysAgo(14),
            Complete(Strava("1", DaysAgo(20)), Strava("2", DaysAgo(1)))
        );

        Assert.Single(changes.Changed);
        Assert.Empty(changes.Deleted);
        Assert.False(
            _fixture
                .Reconciler.Reconcile(
                    _fixture.AthleteId,
                    SourceNames.Strava,
                    DaysAgo(14),
                    Complete(Strava("2", DaysAgo(1)))
                )
                .HasAny
        );
        Assert.Equal(DaysAgo(20), _fixture.Activities[0].Activity.Start);
    }

    [Fact]
    public void A_listing_affects_neither_other_sources_nor_other_athletes()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));
        _fixture.Reconcile(SourceNames.Garmin, Garmin("1", DaysAgo(9)));
        using (var connection = _fixture.Database.Open())
        {
            var ben = ActivitySync.Data.AthleteRepository.GetOrAddId(connection, "ben", _fixture.Clock);
            _fixture.Reconciler.Reconcile(ben, SourceNames.Strava, LongAgo, Complete(Strava("1", DaysAgo(3))));
        }

        Assert.Equal(2, _fixture.Activities.Count);
    }

    [Fact]
    public void A_recording_listed_twice_is_one()
    {
        var changes = _fixture.Reconcile(
            SourceNames.Strava,
            Strava("1", DaysAgo(3)),
            Strava("1", DaysAgo(3), name: "Later page")
        );

        Assert.Single(changes.New);
        Assert.Equal("Later page", Assert.Single(_fixture.Activities).Activity.Name);
    }

    [Fact]
    public void A_number_that_is_none_is_unknown_and_no_change_for_ever()
    {
        var broken = Strava("1", DaysAgo(3));
        broken = broken with
        {
            Activity = broken.Activity with { MaxHeartRate = double.NaN, AscentMeters = double.PositiveInfinity },
        };
        _fixture.Reconcile(SourceNames.Strava, broken);

        Assert.False(_fixture.Reconcile(SourceNames.Strava, broken).HasAny);
        Assert.Null(Assert.Single(_fixture.Activities).Activity.MaxHeartRate);
    }

    [Theory]
    [InlineData(20, 1, 0)]
    [InlineData(20, 5, 0)]
    [InlineData(20, 6, 6)]
    [InlineData(40, 8, 0)]
    [InlineData(40, 9, 9)]
    [InlineData(3, 2, 0)]
    [InlineData(3, 3, 3)]
    [InlineData(1, 1, 1)]
    public void Too_many_missing_recordings_at_once_are_not_deleted(int stored, int missing, int doubted)
    {
        var all = Enumerable.Range(1, stored).Select(day => Strava($"{day}", DaysAgo(day))).ToArray();
        _fixture.Reconcile(SourceNames.Strava, all);

        var changes = _fixture.Reconcile(SourceNames.Strava, all[missing..]);

        Assert.Equal(doubted, changes.SuspectDeletions);
        Assert.Equal(doubted > 0 ? 0 : missing, changes.Deleted.Count);
        Assert.Equal(doubted > 0 ? stored : stored - missing, _fixture.Activities.Count);
    }

    [Fact]
    public void A_single_recording_may_be_replaced_by_a_new_one()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));

        var changes = _fixture.Reconcile(SourceNames.Strava, Strava("2", DaysAgo(1)));

        Assert.Equal(0, changes.SuspectDeletions);
        Assert.Single(changes.Deleted);
        Assert.Equal(DaysAgo(1), Assert.Single(_fixture.Activities).Activity.Start);
    }

    [Fact]
    public void Of_a_doubted_listing_nothing_is_taken()
    {
        SourceRecording[] own = [Strava("1", DaysAgo(3)), Strava("2", DaysAgo(2)), Strava("3", DaysAgo(1))];
        _fixture.Reconcile(SourceNames.Strava, own);
        var before = _fixture.Activities;

        var changes = _fixture.Reconcile(SourceNames.Strava, Strava("8", DaysAgo(2)), Strava("9", DaysAgo(1)));

        Assert.False(changes.HasAny);
        Assert.Equal(3, changes.SuspectDeletions);
        Assert.Equal(before.Select(stored => stored.Activity), _fixture.Activities.Select(stored => stored.Activity));
    }

    [Fact]
    public void A_doubted_listing_changes_no_recording_and_confirms_those_that_it_has_unchanged()
    {
        var own = Enumerable.Range(1, 20).Select(day => Strava($"{day}", DaysAgo(day))).ToArray();
        _fixture.Reconcile(SourceNames.Strava, own);
        _fixture.Clock.Advance(TimeSpan.FromDays(4));

        var changes = _fixture.Reconcile(
            SourceNames.Strava,
            [.. own[..10], Strava("11", DaysAgo(11), name: "Renamed by another")]
        );

        Assert.False(changes.HasAny);
        Assert.DoesNotContain(_fixture.Activities, stored => stored.Activity.Name == "Renamed by another");
        _fixture.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(10, _fixture.Expire());
    }

    [Fact]
    public void A_listing_with_rows_of_another_athlete_deletes_nothing()
    {
        SourceRecording[] own = [Strava("1", DaysAgo(3)), Strava("2", DaysAgo(2)), Strava("3", DaysAgo(1))];
        _fixture.Reconcile(SourceNames.Strava, own);

        var changes = _fixture.Reconciler.Reconcile(
            _fixture.AthleteId,
            SourceNames.Strava,
            LongAgo,
            Complete([own[0], own[1], Strava("4", DaysAgo(0))]) with
            {
                HasForeignRows = true,
            }
        );

        Assert.Empty(changes.Deleted);
        Assert.Single(changes.New);
        Assert.Equal(4, _fixture.Activities.Count);
    }

    [Fact]
    public void A_long_listing_is_saved_in_steps_and_ends_as_listed()
    {
        // Newest first, and the copies of a workout far from each other in the list.
        var listed = Enumerable
            .Range(0, 340)
            .Select(i => Strava($"{i}", DaysAgo(i % 170).AddMinutes(i < 170 ? 0 : 1)))
            .ToArray();

        var changes = _fixture.Reconcile(SourceNames.Strava, listed);

        Assert.Equal(340, changes.New.Count);
        Assert.Equal(170, _fixture.Activities.Count);
        var left = listed.Where((_, i) => i % 170 >= 30).ToArray();
        Assert.Equal(60, _fixture.Reconcile(SourceNames.Strava, left).Deleted.Count);
        Assert.Equal(140, _fixture.Activities.Count);
        Assert.Equal(280, _fixture.EraseSource(SourceNames.Strava));
        Assert.Empty(_fixture.Activities);
    }
}
