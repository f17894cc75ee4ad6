using ActivitySync.FileFormats;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Sync;
using static ActivitySync.Tests.Sync.SyncFixture;

namespace ActivitySync.Tests.Sync;

public sealed class CopyMergerTests
{
    private static readonly RecordingFormat[] FormatsByPriority =
    [
        RecordingFormat.Fit,
        RecordingFormat.Tcx,
        RecordingFormat.Garmin,
        RecordingFormat.Strava,
        RecordingFormat.Gpx,
    ];

    [Fact]
    public void Each_number_comes_from_the_best_format_that_has_it()
    {
        (Func<Activity, double?> Read, Func<Activity, double?, Activity> Write)[] fields =
        [
            (a => a.DistanceMeters, (a, v) => a with { DistanceMeters = v }),
            (a => a.MovingSeconds, (a, v) => a with { MovingSeconds = v }),
            (a => a.ElapsedSeconds, (a, v) => a with { ElapsedSeconds = v }),
            (a => a.AverageHeartRate, (a, v) => a with { AverageHeartRate = v }),
            (a => a.MaxHeartRate, (a, v) => a with { MaxHeartRate = v }),
            (a => a.AscentMeters, (a, v) => a with { AscentMeters = v }),
            (a => a.DescentMeters, (a, v) => a with { DescentMeters = v }),
        ];
        foreach (var (read, write) in fields)
        {
            for (var missing = 0; missing < FormatsByPriority.Length; missing++)
            {
                // The first formats lack the value, by turns as null and as 0; the copies come in backwards.
                var copies = FormatsByPriority
                    .Reverse()
                    .Select(format =>
                    {
                        var rank = Array.IndexOf(FormatsByPriority, format);
                        var copy = Copy(format);
                        return copy with
                        {
                            Activity = write(copy.Activity, rank < missing ? (rank % 2 == 0 ? null : 0) : 3600 + rank),
                        };
                    });

                Assert.Equal(3600 + missing, read(CopyMerger.Merge("7", [.. copies]).Activity));
            }
        }
    }

    [Theory]
    [InlineData("City Running", "City Marathon", "", "City Marathon")]
    [InlineData("City Marathon", "City Running", "", "City Marathon")]
    [InlineData("City Running", "", "Berlin day", "Berlin day")]
    [InlineData("City Running", "", "", "City Running")]
    [InlineData("", "", "Laufen", "Laufen")]
    [InlineData("Evening with friends", "", "Track 17", "Evening with friends")]
    [InlineData("", "", "", "")]
    public void An_edited_title_is_preferred_to_a_default_one_and_to_the_title_of_a_file(
        string garmin,
        string strava,
        string file,
        string title
    )
    {
        SourceRecording[] copies =
        [
            Garmin("g", DaysAgo(1), name: garmin),
            Strava("s", DaysAgo(1).AddSeconds(4), name: strava),
            Fit("f", DaysAgo(1).AddSeconds(-4), name: file),
        ];

        Assert.Equal(title, CopyMerger.Merge("7", copies).Activity.Name);
        Assert.Equal(title, CopyMerger.Merge("7", [.. copies.Reverse()]).Activity.Name);
    }

    [Fact]
    public void The_tag_and_the_title_come_from_the_source_that_the_athlete_edits()
    {
        var strava = Strava("s", DaysAgo(1), name: "Sunday with Ben");
        var garmin = Garmin("g", DaysAgo(1).AddSeconds(-9), name: "Long Beach day");
        strava = strava with { Activity = strava.Activity with { SourceTag = SourceTag.LongRun } };

        var merged = CopyMerger.Merge("7", [garmin, strava]).Activity;

        Assert.Equal(SourceTag.LongRun, merged.SourceTag);
        Assert.Equal("Sunday with Ben", merged.Name);
    }

    [Fact]
    public void A_race_flag_of_any_device_stays_and_so_does_the_only_exertion()
    {
        var fit = Fit("f", DaysAgo(1));
        fit = fit with { Activity = fit.Activity with { DeviceRace = true } };
        var garmin = Garmin("g", DaysAgo(1));
        garmin = garmin with { Activity = garmin.Activity with { PerceivedExertion = 8 } };

        var merged = CopyMerger.Merge("7", [Strava("s", DaysAgo(1)), fit, garmin]);

        Assert.True(merged.Activity.DeviceRace);
        Assert.Equal(8, merged.Activity.PerceivedExertion);
        Assert.Equal([SourceNames.Strava, SourceNames.Garmin, SourceNames.File], merged.Sources);
        Assert.Equal("7", merged.Activity.Id);
    }

    private static SourceRecording Copy(RecordingFormat format)
    {
        var source = SourceDescriptors.All.FirstOrDefault(source => source.Format == format)?.Name ?? SourceNames.File;
        return Recording(source, format, $"{format}", DaysAgo(1));
    }
}
