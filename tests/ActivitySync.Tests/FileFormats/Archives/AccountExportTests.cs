using System.Text;
using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Archives;
using ActivitySync.Recovery;
using ActivitySync.Sources.Files;
using ActivitySync.Tests.FileFormats.Fit;

namespace ActivitySync.Tests.FileFormats.Archives;

/// <summary>The account exports of Strava and Garmin, made up after their descriptions.</summary>
public sealed class AccountExportTests : IDisposable
{
    private const string Header =
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,"
        + "Max Heart Rate,Relative Effort,Commute,Activity Private Note,Activity Gear,Filename,Athlete Weight,"
        + "Bike Weight,Elapsed Time,Moving Time,Distance,Max Heart Rate,Perceived Exertion";

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private static byte[] Run => FitBuilder.Run().ToFile();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Titles_and_sports_of_a_Strava_export_come_from_its_list_however_it_is_packed()
    {
        var list = Encoding.UTF8.GetBytes(
            Header
                + "\n"
                + "11,\"Nov 22, 2026, 9:00:00 AM\",\"Long, \"\"slow\"\" one\nwith a break\",Trail Run,,"
                + "3700,10,170,50,false,,,activities/11.fit.gz,,,3700.0,3600.0,10000.5,170.0,6\n"
        );
        (string, byte[])[] files = [("activities/11.fit.gz", ArchiveBuilder.Gzip(Run)), ("activities.csv", list)];
        foreach (var (name, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In("folder/" + name))!);
            File.WriteAllBytes(In("folder/" + name), content);
        }

        foreach (
            var rows in new[]
            {
                Read("export.zip", ArchiveBuilder.Zip(files)),
                Read("nested.zip", ArchiveBuilder.Zip(("export.zip", ArchiveBuilder.Zip(files)))),
                Readings(In("folder")),
            }
        )
        {
            var activity = Assert.Single(rows.SelectMany(row => row.Recordings)).Activity;
            Assert.Equal("Long, \"slow\" one with a break", activity.Name);
            Assert.Equal("trail-run", activity.Sport);
            Assert.Equal(10_000.5, activity.DistanceMeters);
            Assert.Equal(6, activity.PerceivedExertion);
            Assert.Contains(rows, row =>
                row.Status == FileReadStatus.Skipped
                && row.Reason!.Contains("titles of 1 files", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void An_activity_without_a_file_comes_from_the_list_in_meters_and_UTC()
    {
        var rows = Read(
            "activities.csv",
            Encoding.UTF8.GetBytes(
                Header
                    + "\n"
                    + "12,\"Apr 30, 2026, 7:00:00\u202fAM\",Treadmill,Run,,"
                    + "1900,5.01,,,false,,,,,,1900.0,1800.0,5010.5,,\n"
                    + "13,\"30. April 2026\",No date,Run,,1900,5.01,,,false,,,,,,1900.0,1800.0,5010.5,,\n"
            )
        );

        var reading = Assert.Single(rows);
        var recording = Assert.Single(reading.Recordings);
        Assert.Equal("strava-export-12", recording.SourceId);
        Assert.Equal(new DateTimeOffset(2026, 4, 30, 9, 0, 0, TimeSpan.FromHours(2)), recording.Activity.Start);
        Assert.Equal(TimeSpan.FromHours(2), recording.Activity.Start.Offset);
        Assert.Equal(5010.5, recording.Activity.DistanceMeters);
        Assert.Equal(1800, recording.Activity.MovingSeconds);
        Assert.Contains("1 activities", Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_in_an_unknown_language_is_read_by_position()
    {
        var header = string.Join(',', Enumerable.Range(0, 20).Select(i => $"Spalte {i}"));
        var rows = Read(
            "export.zip",
            ArchiveBuilder.Zip(
                (
                    "activities.csv",
                    Encoding.UTF8.GetBytes(
                        $"{header}\n11,\"22.11.2026, 09:00:00\",Langer Lauf,Lauf,,"
                            + "3700,10,170,50,false,,,activities/11.fit,,,1,1,1,1,1\n"
                    )
                ),
                ("activities/11.fit", Run)
            )
        );

        var activity = Assert.Single(rows.SelectMany(row => row.Recordings)).Activity;
        Assert.Equal("Langer Lauf", activity.Name);
        Assert.Equal("run", activity.Sport);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("Activity ID,Filename,Activity Date\n\"never closed, and so on\n")]
    [InlineData("a,b\n1\n1,2,3,4\n")]
    public void A_list_that_is_none_costs_no_file_its_place(string list)
    {
        var rows = Read(
            "export.zip",
            ArchiveBuilder.Zip(("activities.csv", Encoding.UTF8.GetBytes(list)), ("activities/11.fit", Run))
        );

        Assert.Equal(FileReadStatus.Read, rows[^1].Status);
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public void Garmin_summaries_are_in_milliseconds_and_centimeters_and_are_read_last()
    {
        var begin = FitBuilder.StartInstant.ToUnixTimeMilliseconds();
        var summaries = $$"""
            [{"summarizedActivitiesExport":[
              {"activityId":901,"name":"Marathon Steady","activityType":"trail_running",
               "beginTimestamp":{{begin}},"startTimeLocal":{{begin + 3_600_000}},
               "duration":1800000.5,"distance":500000.0,"avgHr":140.0,"maxHr":160.0},
              {"activityId":902,"name":"No start","activityType":"running"}]}]
            """;
        var rows = Read(
            "export.zip",
            ArchiveBuilder.Zip(
                ("DI_CONNECT/DI-Connect-Fitness/anna_0_summarizedActivities.json", Encoding.UTF8.GetBytes(summaries)),
                (
                    "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip",
                    ArchiveBuilder.Zip(("anna_1.fit", Run), ("sleep_2.fit", new FitBuilder().FileId(49).ToFile()))
                )
            )
        );

        Assert.Equal(
            [FileReadStatus.Read, FileReadStatus.Skipped, FileReadStatus.Read],
            rows.Select(row => row.Status)
        );
        var summary = Assert.Single(rows[2].Recordings);
        Assert.Equal("garmin-export-901", summary.SourceId);
        Assert.Equal(RecordingFormat.Garmin, summary.Format);
        Assert.Equal(
            new Activity
            {
                Id = "garmin-export-901",
                Start = FitBuilder.StartInstant.ToOffset(TimeSpan.FromHours(1)),
                Sport = "trail-run",
                Name = "Marathon Steady",
                DistanceMeters = 5000,
                MovingSeconds = 1800.0005,
                ElapsedSeconds = 1800.0005,
                AverageHeartRate = 140,
                MaxHeartRate = 160,
            },
            summary.Activity
        );
        Assert.Single(rows[2].Warnings);
    }

    [Theory]
    [InlineData("1", "race")]
    [InlineData("\"1\"", "race")]
    [InlineData("9", null)]
    [InlineData("null", null)]
    public void The_event_type_of_a_Garmin_export_is_its_tag(string type, string? expected)
    {
        var recording = Assert.Single(ReadGarmin(Summary(1, "running", $"\"eventTypeId\":{type}")).Recordings);

        Assert.Equal(expected == "race" ? SourceTag.Race : null, recording.Activity.SourceTag);
    }

    [Theory]
    [InlineData("90", 9.0)]
    [InlineData("10", 1.0)]
    [InlineData("0", null)]
    [InlineData("900", null)]
    [InlineData("\"hard\"", null)]
    public void The_rating_of_a_Garmin_export_is_one_of_ten(string rating, double? expected) =>
        Assert.Equal(
            expected,
            Assert
                .Single(ReadGarmin(Summary(1, "running", $"\"workoutRpe\":{rating}")).Recordings)
                .Activity.PerceivedExertion
        );

    [Fact]
    public void A_multisport_activity_of_a_Garmin_export_is_one_with_its_parts()
    {
        var file = ReadGarmin(
            Summary(2, "running", "\"parentId\":1,\"eventTypeId\":1,\"workoutRpe\":80"),
            Summary(1, "multi_sport", "\"parent\":true,\"eventTypeId\":9"),
            Summary(3, "cycling", "\"parentId\":1"),
            Summary(5, "multi_sport", "\"childIds\":[6]"),
            Summary(6, "lap_swimming", "\"eventTypeId\":9"),
            Summary(7, "running", "\"parentId\":99"),
            Summary(8, "running", "\"parentId\":9"),
            Summary(9, "running", "\"parentId\":8")
        );

        Assert.Equal(
            ["1", "5", "7", "8", "9"],
            file.Recordings.Select(recording => recording.SourceId["garmin-export-".Length..])
        );
        Assert.Equal(["multisport", "multisport"], file.Recordings.Take(2).Select(part => part.Activity.Sport));
        Assert.Equal(SourceTag.Race, file.Recordings[0].Activity.SourceTag);
        Assert.Equal(8, file.Recordings[0].Activity.PerceivedExertion);
        Assert.Null(file.Recordings[1].Activity.SourceTag);
    }

    [Fact]
    public void A_new_type_of_a_Garmin_export_has_the_sport_that_the_export_gives()
    {
        var file = ReadGarmin(
            Summary(1, "night_adventure", "\"sportType\":\"RUNNING\""),
            Summary(2, "night_adventure", "\"sportType\":\"GENERIC\""),
            Summary(3, "swamp_running", "\"sportType\":\"GENERIC\"")
        );

        Assert.Equal(["run", "night-adventure", "run"], file.Recordings.Select(recording => recording.Activity.Sport));
    }

    [Fact]
    public void A_Garmin_list_of_any_name_is_known_by_its_content() =>
        Assert.Single(
            Assert
                .Single(
                    Read(
                        "list.txt",
                        Encoding.UTF8.GetBytes($"[{{\"summarizedActivitiesExport\":[{Summary(1, "running")}]}}]")
                    )
                )
                .Recordings
        );

    [Theory]
    [InlineData("{")]
    [InlineData("[1,2]")]
    [InlineData("""[{"summarizedActivitiesExport":[1,"x",{"beginTimestamp":1e300},{"beginTimestamp":-5}]}]""")]
    public void Nonsense_in_place_of_summaries_has_a_reason(string content) =>
        Assert.NotNull(Assert.Single(Read("x_summarizedActivities.json", Encoding.UTF8.GetBytes(content))).Reason);

    private static string Summary(int id, string type, string? more = null) =>
        $"{{\"activityId\":{id},\"activityType\":\"{type}\",\"beginTimestamp\":"
        + $"{FitBuilder.StartInstant.ToUnixTimeMilliseconds() + (id * 86_400_000L)},\"duration\":1800000"
        + $"{(more is null ? "" : "," + more)}}}";

    private FileReadResult ReadGarmin(params string[] activities) =>
        Assert.Single(
            Read(
                "x_summarizedActivities.json",
                Encoding.UTF8.GetBytes($"[{{\"summarizedActivitiesExport\":[{string.Join(',', activities)}]}}]")
            )
        );

    private string In(string name) => Path.Combine(_directory, name);

    private List<FileReadResult> Read(string name, byte[] content)
    {
        File.WriteAllBytes(In(name), content);
        return Readings(In(name));
    }

    private static List<FileReadResult> Readings(string path) =>
        [
            .. FileFinder
                .FindFiles([path], new TemporaryStorage(Path.GetTempPath()))
                .Select(file => ActivityFileReader.Read(file, new RecordingDefaults(ActivityFileFixture.Berlin, null))),
        ];
}
