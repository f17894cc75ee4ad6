using System.Globalization;
using ActivitySync.Commands;
using ActivitySync.FileFormats;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.FileFormats;

/// <summary>
/// Real files of the folder in <c>ACTIVITYSYNC_CORPUS</c>, compared with values read by other decoders.
/// </summary>
public sealed class CorpusTests
{
    private static readonly HashSet<string> Runs = ["run", "trail-run", "treadmill", "virtual-run", "track-run"];

    private static List<Dictionary<string, string>> Rows
    {
        get
        {
            Requirements.RequireCorpus();
            var lines = File.ReadAllLines(Path.Combine(TestPaths.Corpus!, "MANIFEST.tsv"));
            var names = lines[0].Split('\t');
            return
            [
                .. lines[1..]
                    .Select(line => names.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second)),
            ];
        }
    }

    internal static IEnumerable<string> Files =>
        TestPaths.Corpus is null ? [] : Rows.Select(row => Path.Combine(TestPaths.Corpus, row["file"]));

    [Fact]
    public void Every_file_to_accept_has_the_values_of_other_decoders() =>
        Assert.All(Rows.Where(row => row["expect"] == "accept"), row =>
        {
            var reading = Read(row);
            Assert.Null(reading.Reason);
            var start = DateTimeOffset.Parse(row["start_utc"], CultureInfo.InvariantCulture);
            var run = Assert.Single(reading.Recordings, one => one.Activity.Start == start).Activity;
            var gpx = row["format"] == "gpx";

            Assert.Equal(row["sport"].Length == 0 ? "other" : "run", run.Sport);
            Equal(row["distance_m"], run.DistanceMeters, gpx ? 0.01 * run.DistanceMeters!.Value : 0.01);
            if (!gpx)
            {
                Equal(row["timer_s"], run.MovingSeconds, 0.001);
            }

            Equal(row["elapsed_s"], run.ElapsedSeconds, 0.001);
            Equal(row["avg_hr"], run.AverageHeartRate, 0);
            Equal(row["max_hr"], run.MaxHeartRate, 0);
            if (row["format"] == "fit" && row["tz_offset_s"].Length > 0)
            {
                Equal(row["tz_offset_s"], run.Start.Offset.TotalSeconds, 0);
            }

            string[] missing =
            [
                .. row["sport"].Length == 0 ? ["names no sport"] : (string[])[],
                .. row["avg_hr"].Length == 0 ? ["no heart rate"] : (string[])[],
                .. row["format"] == "fit" && row["tz_offset_s"].Length == 0 ? ["no local time"] : (string[])[],
            ];
            Assert.Equal(row["sport"].Length == 0, reading.Warnings.Any(warning => Names(warning, "names no sport")));
            Assert.All(reading.Warnings, warning => Assert.Contains(missing, value => Names(warning, value)));
        });

    [Fact]
    public async Task The_walk_and_the_run_78_seconds_apart_stay_two()
    {
        Requirements.RequireCorpus();
        using var world = new ActivitySync.Tests.Commands.CommandFixture();

        var (exit, _, error) = await world.RunAsync(
            "import",
            Path.Combine(TestPaths.Corpus!, "derived__garmin-fenix-5-run__chained-walk.fit")
        );
        var listed = await world.RunAsync("activities", "--json");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        using var document = System.Text.Json.JsonDocument.Parse(listed.Output);
        Assert.Equal(
            ["run", "walk"],
            document.RootElement.EnumerateArray().Select(activity => activity.GetProperty("sport").GetString()).Order()
        );
    }

    [Fact]
    public void Every_other_file_is_skipped_refused_or_doubted_as_listed() =>
        Assert.All(Rows.Where(row => row["expect"] != "accept"), row =>
        {
            var reading = Read(row);
            switch (row["expect"])
            {
                case "skip":
                    Assert.DoesNotContain(reading.Recordings, one => Runs.Contains(one.Activity.Sport));
                    break;
                case "quarantine":
                    Assert.Equal(FileReadStatus.Quarantined, reading.Status);
                    Assert.NotNull(reading.Reason);
                    break;
                default:
                    Assert.Equal("quarantine-or-warn", row["expect"]);
                    AssertIsDoubted(reading, row);
                    break;
            }
        });

    /// <summary>A damaged file has a reason, or its values with a warning.</summary>
    private static void AssertIsDoubted(FileReadResult reading, Dictionary<string, string> row)
    {
        if (reading.Status == FileReadStatus.Quarantined)
        {
            Assert.NotNull(reading.Reason);
            return;
        }

        Assert.NotEmpty(reading.Warnings);
        Equal(row["distance_m"], Assert.Single(reading.Recordings).Activity.DistanceMeters, 0.01);
    }

    private static bool Names(string warning, string value) => warning.Contains(value, StringComparison.Ordinal);

    private static FileReadResult Read(Dictionary<string, string> row)
    {
        var name = Path.Combine(TestPaths.Corpus!, row["file"]);
        return ActivityFileFixture.Read(File.ReadAllBytes(name), name);
    }

    private static void Equal(string stated, double? found, double tolerance)
    {
        if (stated.Length == 0)
        {
            return;
        }

        var expected = double.Parse(stated, CultureInfo.InvariantCulture);
        Assert.NotNull(found);
        Assert.InRange(found.Value, expected - tolerance - 1e-9, expected + tolerance + 1e-9);
    }
}
