using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Sync;
using static ActivitySync.Tests.Sync.SyncFixture;

namespace ActivitySync.Tests.Data;

public sealed class RecordingRepositoryTests : IDisposable
{
    private readonly SyncFixture _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_span_is_touched_by_what_starts_in_it_or_lasts_into_it()
    {
        var start = DaysAgo(3);
        _scene.Reconcile(
            SourceNames.Strava,
            Strava("ends", start.AddMinutes(-60)),
            Strava("over", start.AddMinutes(-61)),
            Strava("starts", start.AddHours(2)),
            Strava("later", start.AddHours(2).AddSeconds(1))
        );
        using var connection = _scene.Database.Open();

        var touching = RecordingRepository.GetOverlapping(
            connection,
            _scene.AthleteId,
            start.ToColumn(),
            start.AddHours(2).ToColumn()
        );

        Assert.Equal(["ends", "starts"], touching.Select(row => row.SourceId));
    }

    [Fact]
    public void When_a_recording_was_first_seen_stays_and_its_confirmation_moves()
    {
        _scene.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _scene.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));
        using var connection = _scene.Database.Open();

        var row = RecordingRepository.Find(connection, _scene.AthleteId, "strava", "1");

        Assert.Equal((Now.ToColumn(), Now.AddHours(1).ToColumn()), (row!.FirstSeenAt, row.ConfirmedAt));
        Assert.Null(RecordingRepository.Find(connection, _scene.AthleteId, "garmin", "1"));
    }

    [Fact]
    public void An_activity_id_is_never_handed_out_twice()
    {
        using var connection = _scene.Database.Open();
        var first = RecordingIdentityRepository.CreateActivityId(connection, _scene.AthleteId);
        var second = RecordingIdentityRepository.CreateActivityId(connection, _scene.AthleteId);
        RecordingIdentityRepository.Save(connection, _scene.AthleteId, "strava", "1", first);
        RecordingIdentityRepository.Save(connection, _scene.AthleteId, "strava", "1", second);

        Assert.True(second > first);
        Assert.Equal(
            [new RecordingIdentityRow("strava", "1", second)],
            RecordingIdentityRepository.GetByActivity(connection, _scene.AthleteId, second)
        );
        Assert.Empty(RecordingIdentityRepository.GetByActivity(connection, _scene.AthleteId, first));
    }

    [Fact]
    public void Names_in_the_store_are_kebab_case_and_read_back()
    {
        Assert.Equal("long-run", SourceTag.LongRun.ToColumn());
        Assert.All(Enum.GetValues<SourceOutcome>(), outcome =>
            Assert.Equal(outcome, outcome.ToColumn().ToEnum<SourceOutcome>())
        );
        Assert.Throws<FormatException>(() => "sprint".ToEnum<SourceTag>());
    }

    [Fact]
    public void A_recording_survives_its_row()
    {
        var recording = Fit("abc:0", DaysAgo(1), name: "Über die Brücke");

        var back = recording.ToRow(_scene.AthleteId, Now).ToRecording();

        Assert.Equal(recording with { Activity = recording.Activity with { Id = back.Activity.Id } }, back);
    }
}
