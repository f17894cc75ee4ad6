using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Sync;
using static ActivitySync.Tests.Sync.SyncFixture;

namespace ActivitySync.Tests.Data;

public sealed class RecordingRepositoryTests : IDisposable
{
    private readonly SyncFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_recording_overlaps_a_span_if_it_starts_in_it_or_lasts_into_it()
    {
        var start = DaysAgo(3);
        _fixture.Reconcile(
            SourceNames.Strava,
            Strava("ends", start.AddMinutes(-60)),
            Strava("over", start.AddMinutes(-61)),
            Strava("starts", start.AddHours(2)),
            Strava("later", start.AddHours(2).AddSeconds(1))
        );
        using var connection = _fixture.Database.Open();

        var overlapping = RecordingRepository.GetOverlapping(
            connection,
            _fixture.AthleteId,
            start.ToColumn(),
            start.AddHours(2).ToColumn(),
            maxElapsedSeconds: 7 * 86_400
        );

        Assert.Equal(["ends", "starts"], overlapping.Select(row => row.SourceId));
    }

    [Fact]
    public void A_sync_updates_the_confirmation_but_not_the_time_first_seen()
    {
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Reconcile(SourceNames.Strava, Strava("1", DaysAgo(3)));
        using var connection = _fixture.Database.Open();

        var row = RecordingRepository.Find(connection, _fixture.AthleteId, "strava", "1");

        Assert.Equal((Now.ToColumn(), Now.AddHours(1).ToColumn()), (row!.FirstSeenAt, row.ConfirmedAt));
        Assert.Null(RecordingRepository.Find(connection, _fixture.AthleteId, "garmin", "1"));
    }

    [Fact]
    public void An_activity_id_is_never_used_twice()
    {
        using var connection = _fixture.Database.Open();
        var first = Assert.Single(RecordingIdentityRepository.CreateActivityIds(connection, _fixture.AthleteId, 1));
        var next = RecordingIdentityRepository.CreateActivityIds(connection, _fixture.AthleteId, 2);
        var second = next[0];
        foreach (var id in new[] { first, second })
        {
            RecordingIdentityRepository.Save(connection, [new(_fixture.AthleteId, "strava", "1", id)]);
        }

        Assert.Equal(second + 1, next[1]);

        Assert.True(second > first);
        Assert.Equal(
            [new RecordingIdentityRow("strava", "1", second)],
            RecordingIdentityRepository.GetByActivity(connection, _fixture.AthleteId, second)
        );
        Assert.Empty(RecordingIdentityRepository.GetByActivity(connection, _fixture.AthleteId, first));
    }

    [Fact]
    public void Stored_enum_names_are_kebab_case_and_can_be_parsed()
    {
        Assert.Equal("long-run", SourceTag.LongRun.ToColumn());
        Assert.All(Enum.GetValues<SourceOutcome>(), outcome =>
            Assert.Equal(outcome, outcome.ToColumn().ToEnum<SourceOutcome>())
        );
        Assert.Throws<FormatException>(() => "sprint".ToEnum<SourceTag>());
    }

    [Fact]
    public void A_recording_is_unchanged_after_conversion_to_a_row_and_back()
    {
        var recording = Fit("abc:0", DaysAgo(1), name: "Über die Brücke");

        var converted = recording.ToRow(_fixture.AthleteId, Now).ToRecording();

        Assert.Equal(recording with { Activity = recording.Activity with { Id = converted.Activity.Id } }, converted);
    }
}
