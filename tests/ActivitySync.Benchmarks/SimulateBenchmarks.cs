using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Recovery;
using BenchmarkDotNet.Attributes;

namespace ActivitySync.Benchmarks;

/// <summary>The command <c>simulate</c> over a file of ten thousand timelines of twelve weeks.</summary>
[MemoryDiagnoser]
public class SimulateBenchmarks
{
    private const int Timelines = 10_000;
    private const int Days = 84;

    private string _file = "";

    [GlobalSetup]
    public void Write_the_file()
    {
        _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jsonl");
        var line = Line(BenchmarkTimelines.Daily(Days));
        using var file = new StreamWriter(
            _file,
            append: false,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
        for (var i = 0; i < Timelines; i++)
        {
            file.WriteLine(line);
        }
    }

    [GlobalCleanup]
    public void Remove_the_file() => File.Delete(_file);

    [Benchmark]
    public int Ten_thousand_lines() =>
        CommandTree
            .Build()
            .Parse(["simulate", _file, "--json"])
            .Invoke(
                new CommandEnvironment
                {
                    Settings = new AppSettings(),
                    Output = TextWriter.Null,
                    Error = TextWriter.Null,
                }
            );

    private static string Line(Timeline timeline) =>
        new JsonObject
        {
            ["asOf"] = Date(timeline.AsOf),
            ["runner"] = new JsonObject
            {
                ["timeZone"] = timeline.Athlete.HomeZone!.Id,
                ["restingHeartRate"] = timeline.Athlete.RestingHeartRate,
            },
            ["activities"] = new JsonArray([
                .. timeline.Activities.Select(activity =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = activity.Id,
                            ["start"] = activity.Start.ToString(
                                "yyyy-MM-dd'T'HH:mm:sszzz",
                                System.Globalization.CultureInfo.InvariantCulture
                            ),
                            ["sport"] = activity.Sport,
                            ["name"] = activity.Name,
                            ["distanceMeters"] = activity.DistanceMeters,
                            ["movingSeconds"] = activity.MovingSeconds,
                            ["elapsedSeconds"] = activity.ElapsedSeconds,
                            ["averageHeartRate"] = activity.AverageHeartRate,
                            ["maxHeartRate"] = activity.MaxHeartRate,
                            ["sourceTag"] = activity.SourceTag is null ? null : "race",
                        }
                ),
            ]),
            ["races"] = new JsonArray([
                .. timeline.Races.Select(race =>
                    (JsonNode)new JsonObject { ["date"] = Date(race.Date), ["name"] = race.Name }
                ),
            ]),
            ["massages"] = new JsonArray([
                .. timeline.Massages.Select(massage => (JsonNode)new JsonObject { ["date"] = Date(massage.Date) }),
            ]),
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = false });

    private static string Date(DateOnly date) =>
        date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
