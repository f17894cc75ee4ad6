using ActivitySync.FileFormats;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.Sync;

/// <summary>Copies by the thousand: as two services and a watch would tell of one run, and as three runs of one morning.</summary>
[Trait("Category", "Soak")]
public sealed class ManyCopiesTests
{
    private const int Many = 1000;
    private const double MinFoundShare = 0.99;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_a_thousand_pairs_that_differ_as_sources_do_all_are_found_in_either_order(bool fileFirst)
    {
        var dice = TestScale.CreateRandom();
        using var scene = new SyncFixture();
        var (services, files) = (new List<SourceRecording>(), new List<SourceRecording>());
        for (var i = 0; i < Many; i++)
        {
            var start = SyncFixture.Now.AddHours(-4 * (i + 1)).AddSeconds(dice.Next(3600));
            var minutes = 20 + (dice.NextDouble() * 130);
            services.Add(
                Recording(
                    SourceName.Strava,
                    RecordingFormat.Strava,
                    $"s{i}",
                    start,
                    minutes,
                    minutes * 1.02,
                    minutes * 175
                )
            );
            files.Add(
                Recording(
                    SourceName.File,
                    RecordingFormat.Fit,
                    $"f{i}",
                    start.AddSeconds(dice.Next(-120, 121)),
                    minutes * Jitter(dice, 0.03),
                    minutes * 1.02 * Jitter(dice, 0.03),
                    minutes * 175 * Jitter(dice, 0.02)
                )
            );
        }

        if (fileFirst)
        {
            scene.Reconciler.Add(scene.AthleteId, files);
        }

        scene.Reconcile(SourceName.Strava, [.. services]);
        if (!fileFirst)
        {
            scene.Reconciler.Add(scene.AthleteId, files);
        }

        var whole = scene.Activities.Count(held => held.Sources.Count == 2);
        TestScale.WriteLine($"{whole} of {Many} pairs found");
        Assert.InRange(whole, Many * MinFoundShare, Many);
    }

    [Fact]
    public void Of_a_thousand_mornings_of_warm_up_race_and_cool_down_none_is_merged()
    {
        var dice = TestScale.CreateRandom();
        using var scene = new SyncFixture();
        var recordings = new List<SourceRecording>();
        for (var i = 0; i < Many; i++)
        {
            var at = SyncFixture.Now.AddHours(-6 * (i + 1));
            foreach (
                var (part, minutes) in new[]
                {
                    ("w", 10 + (dice.NextDouble() * 10)),
                    ("r", 17 + (dice.NextDouble() * 60)),
                    ("c", 8 + (dice.NextDouble() * 12)),
                }
            )
            {
                recordings.Add(
                    Recording(SourceName.File, RecordingFormat.Fit, $"{part}{i}", at, minutes, minutes, minutes * 180)
                );
                at = at.AddMinutes(minutes).AddSeconds(dice.Next(0, 900)); // back to back, or with a walk to the start
            }
        }

        scene.Reconciler.Add(scene.AthleteId, recordings);

        Assert.Equal(3 * Many, scene.Activities.Count);
    }

    [Fact]
    public void Both_orders_of_arrival_end_alike_and_a_source_that_deletes_its_copies_takes_nothing_else()
    {
        var dice = TestScale.CreateRandom();
        var ends = new List<string>();
        var (services, files) = (new List<SourceRecording>(), new List<SourceRecording>());
        for (var i = 0; i < 60; i++)
        {
            var start = SyncFixture.Now.AddHours(-5 * (i + 1));
            services.Add(Recording(SourceName.Garmin, RecordingFormat.Garmin, $"g{i}", start, 50, 51, 9000));
            files.Add(
                Recording(
                    SourceName.File,
                    RecordingFormat.Fit,
                    $"f{i}",
                    start.AddSeconds(dice.Next(-100, 100)),
                    50.1,
                    51,
                    9010
                )
            );
        }

        foreach (var fileFirst in new[] { true, false })
        {
            using var scene = new SyncFixture();
            if (fileFirst)
            {
                scene.Reconciler.Add(scene.AthleteId, files);
            }

            scene.Reconcile(SourceName.Garmin, [.. services]);
            if (!fileFirst)
            {
                scene.Reconciler.Add(scene.AthleteId, files);
            }

            ends.Add(
                string.Join(
                    '\n',
                    scene.Activities.Select(held => held.Activity with { Id = "" }).OrderBy(activity => activity.Start)
                )
            );
            scene.Reconcile(SourceName.Garmin, [.. services.Take(57)]); // three are deleted there
            Assert.Equal(60, scene.Activities.Count);
            Assert.Equal(3, scene.Activities.Count(held => held.Sources is [SourceName.File]));
        }

        Assert.Equal(ends[0], ends[1]);
    }

    private static double Jitter(Random dice, double share) => 1 + (((dice.NextDouble() * 2) - 1) * share);

    private static SourceRecording Recording(
        SourceName source,
        RecordingFormat format,
        string id,
        DateTimeOffset start,
        double movingMinutes,
        double elapsedMinutes,
        double meters
    ) =>
        new(
            source,
            id,
            format,
            new Activity
            {
                Id = id,
                Start = start,
                Sport = "run",
                Name = source == SourceName.File ? "" : "Morning Run",
                MovingSeconds = movingMinutes * 60,
                ElapsedSeconds = elapsedMinutes * 60,
                DistanceMeters = meters,
            }
        );
}
