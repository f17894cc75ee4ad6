using ActivitySync.Configuration;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.Sync;

/// <summary>Thousands of copies: one run from two services and a watch, and three runs in one morning.</summary>
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
                    SourceNames.Strava,
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
                    SourceNames.File,
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

        scene.Reconcile(SourceNames.Strava, [.. services]);
        if (!fileFirst)
        {
            scene.Reconciler.Add(scene.AthleteId, files);
        }

        var whole = scene.Activities.Count(stored => stored.Sources.Count == 2);
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
                    Recording(SourceNames.File, RecordingFormat.Fit, $"{part}{i}", at, minutes, minutes, minutes * 180)
                );
                at = at.AddMinutes(minutes).AddSeconds(dice.Next(0, 900)); // back to back, or with a walk to the start
            }
        }

        scene.Reconciler.Add(scene.AthleteId, recordings);

        Assert.Equal(3 * Many, scene.Activities.Count);
    }

    [Fact]
    public void The_order_of_arrival_doesnt_matter_and_a_source_deletes_only_its_own_copies()
    {
        var dice = TestScale.CreateRandom();
        var ends = new List<string>();
        var (services, files) = (new List<SourceRecording>(), new List<SourceRecording>());
        for (var i = 0; i < 60; i++)
        {
            var start = SyncFixture.Now.AddHours(-5 * (i + 1));
            services.Add(Recording(SourceNames.Garmin, RecordingFormat.Garmin, $"g{i}", start, 50, 51, 9000));
            files.Add(
                Recording(
                    SourceNames.File,
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

            scene.Reconcile(SourceNames.Garmin, [.. services]);
            if (!fileFirst)
            {
                scene.Reconciler.Add(scene.AthleteId, files);
            }

            ends.Add(
                string.Join(
                    '\n',
                    scene
                        .Activities.Select(stored => stored.Activity with { Id = "" })
                        .OrderBy(activity => activity.Start)
                )
            );
            scene.Reconcile(SourceNames.Garmin, [.. services.Take(57)]); // three are deleted there
            Assert.Equal(60, scene.Activities.Count);
            Assert.Equal(3, scene.Activities.Count(stored => stored.Sources.SequenceEqual([SourceNames.File])));
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
                Name = source == SourceNames.File ? "" : "Morning Run",
                MovingSeconds = movingMinutes * 60,
                ElapsedSeconds = elapsedMinutes * 60,
                DistanceMeters = meters,
            }
        );
}
