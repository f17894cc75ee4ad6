using System.Text;
using ActivitySync.FileFormats;
using ActivitySync.Tests.FileFormats.Archives;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.FileFormats;

/// <summary>
/// Files bitten by chance: bits turned, ends cut, lengths blown up, parts doubled. Nothing may escape but an answer.
/// ACTIVITYSYNC_TEST_SCALE=full turns the small sample of each reader into two million.
/// </summary>
[Trait("Category", "Soak")]
public sealed class FileMutationTests
{
    private const int Small = 4_000;
    private const int Full = 2_000_000;

    /// <summary>Larger files only repeat themselves, and would make the sample slow.</summary>
    private const int MaxSeedBytes = 20_000;

    private const string Track = """
        <?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><name>A</name><type>running</type>
        <trkseg><trkpt lat="48" lon="9"><ele>1</ele><time>2026-01-10T08:00:00Z</time></trkpt>
        <trkpt lat="48.01" lon="9"><time>2026-01-10T08:05:00Z</time></trkpt>
        </trkseg></trk></gpx>
        """;

    private const string Laps = """
        <TrainingCenterDatabase><Activities><Activity Sport="Running"><Id>2026-01-10T08:00:00Z</Id>
        <Lap StartTime="2026-01-10T08:00:00Z"><TotalTimeSeconds>600</TotalTimeSeconds>
        <DistanceMeters>2000</DistanceMeters><AverageHeartRateBpm><Value>140</Value></AverageHeartRateBpm>
        <Track><Trackpoint><Time>2026-01-10T08:00:00Z</Time></Trackpoint></Track></Lap></Activity></Activities>
        </TrainingCenterDatabase>
        """;

    private const string LapsWithoutSums = """
        <TrainingCenterDatabase><Activity Sport="Running"><Lap StartTime="2026-01-10T08:00:00Z"><Track>
        <Trackpoint><Time>2026-01-10T08:00:00Z</Time><DistanceMeters>0</DistanceMeters></Trackpoint>
        <Trackpoint><Time>2026-01-10T09:00:10Z</Time><DistanceMeters>30</DistanceMeters></Trackpoint>
        <Trackpoint><Time>2026-01-10T08:00:20Z</Time><DistanceMeters>60</DistanceMeters></Trackpoint>
        <Trackpoint><Time>2026-01-10T08:00:30Z</Time><DistanceMeters>90</DistanceMeters></Trackpoint>
        </Track></Lap></Activity></TrainingCenterDatabase>
        """;

    /// <summary>The most that reading may take beyond the input.</summary>
    private const long MaxExtraBytes = 16 * 1024 * 1024;

    private const string List =
        "Activity ID,Activity Date,Activity Name,Activity Type,Filename,"
        + "Elapsed Time,Distance,Elapsed Time,Moving Time,Distance\n"
        + "11,\"Nov 22, 2026, 9:00:00 AM\",\"A, \"\"b\"\"\nc\",Run,,3700,10,3700.0,3600.0,10000.5\n"
        + "12,\"Nov 23, 2026, 9:00:00 AM\",B,Ride,activities/12.fit,1,1,1,1,1\n";

    private const string Summaries = """
        [{"summarizedActivitiesExport":[{"activityId":901,"name":"Run","activityType":"running",
        "beginTimestamp":1795338000000,"startTimeLocal":1795341600000,"duration":1800000,"distance":500000}]}]
        """;

    [Theory]
    [InlineData("fit")]
    [InlineData("tcx")]
    [InlineData("gpx")]
    [InlineData("gz")]
    [InlineData("csv")]
    [InlineData("json")]
    public void No_mutation_brings_forth_anything_but_values_or_a_reason(string kind)
    {
        var seeds = Seeds().Where(seed => seed.Name.EndsWith(kind, StringComparison.Ordinal)).ToList();
        var count = TestScale.Choose(Small, Full);
        var random = TestScale.CreateRandom();
        var most = 0L;
        for (var round = 0; round < count; round++)
        {
            var (name, seed) = seeds[round % seeds.Count];
            var bytes = Mutate(seed, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reading = ActivityFileFixture.Read(bytes, name);
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before - bytes.Length);

            Assert.True(
                reading.Status == FileReadStatus.Read
                    ? reading.Recordings.Count is > 0 and <= 1000
                    : reading.Reason is { Length: > 0 }
            );
            foreach (var one in reading.Recordings)
            {
                Assert.InRange(one.Activity.Start.Year, 1990, 2200);
                Assert.InRange(one.Activity.MovingSeconds ?? 1, 0, 14 * 86_400);
                Assert.InRange(one.Activity.DistanceMeters ?? 1, 0, 1e7);
                Assert.True(one.Activity.Name.Length <= 200);
            }
        }

        TestScale.WriteLine($"{kind}: {count} inputs, at most {most / 1024} KB beyond the input");
        Assert.InRange(most, 0, MaxExtraBytes);
    }

    private static List<(string Name, byte[] Content)> Seeds()
    {
        var records = new FitBuilder(bigEndian: true).FileId(4);
        for (uint second = 0; second < 60; second++)
        {
            records.Record(FitBuilder.Start + second, second * 300, 140);
        }

        List<(string, byte[])> seeds =
        [
            ("run.fit", FitBuilder.Run().ToFile()),
            ("points.fit", records.ToFile()),
            ("no-sums.fit", records.Session(distanceCm: 0, averageHeartRate: 0, timerMs: 0).ToFile()),
            ("chain.fit", [.. FitBuilder.Run().ToFile(), .. FitBuilder.Run(bigEndian: true).ToFile()]),
            ("run.gpx", Encoding.UTF8.GetBytes(Track)),
            ("run.tcx", Encoding.UTF8.GetBytes(Laps)),
            ("no-sums.tcx", Encoding.UTF8.GetBytes(LapsWithoutSums)),
            ("run.fit.gz", ArchiveBuilder.Gzip(FitBuilder.Run().ToFile())),
            ("activities.csv", Encoding.UTF8.GetBytes(List)),
            ("a_summarizedActivities.json", Encoding.UTF8.GetBytes(Summaries)),
        ];
        seeds.AddRange(
            CorpusTests
                .Files.Select(file => (file, File.ReadAllBytes(file)))
                .Where(seed => seed.Item2.Length is > 0 and <= MaxSeedBytes)
        );
        return seeds;
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var bites = random.Next(1, 6); bites > 0 && bytes.Count > 0; bites--)
        {
            // Beginnings hold headers and definitions: half of the bites go there.
            var at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 64) : bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    for (var i = at; i < Math.Min(at + 4, bytes.Count); i++)
                    {
                        bytes[i] = 0xFF;
                    }

                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
            }
        }

        return [.. bytes];
    }
}
