using System.Globalization;
using System.Text;
using ActivitySync.Tests.FileFormats.Archives;
using ActivitySync.Tests.FileFormats.Fit;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>A format of files that are imported: recordings, archives and the lists of account exports.</summary>
/// <param name="FileName">A name that comes after that of a good file in ordinal order.</param>
/// <param name="IsText">Whether its bytes are text.</param>
/// <param name="Content">A run of an hour, on a date of choice.</param>
internal sealed record FileFormatKind(string FileName, bool IsText, Content Content)
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>The limits of the readers: 32 MB of FIT, 512 MB of XML.</summary>
    private const int MaxFitBytes = 32 * Megabyte;

    private const int MaxXmlBytes = 512 * Megabyte;

    /// <summary>One text in XML.</summary>
    private const int MaxTokenBytes = 1_000_000;

    private const int MaxListBytes = 64 * Megabyte;
    private const int MaxSummaryBytes = 32 * Megabyte;

    /// <summary>Shrinks to less than a two-hundredth, beyond which nothing is unpacked.</summary>
    private const int BombBytes = 40 * Megabyte;

    private const uint FitEpoch = 631_065_600;

    private static readonly Lazy<byte[]> Bomb = new(() => ArchiveBuilder.Gzip(CreateSpaces()));

    public static IReadOnlyList<FileFormatKind> All { get; } =
    [
        new("m-faulty.fit", false, new Content(WriteFit, MaxFitBytes)),
        new("m-faulty.tcx", true, CreateXml(WriteTcx)),
        new("m-faulty.gpx", true, CreateXml(WriteGpx)),
        new(
            "m-faulty.gpx.gz",
            false,
            new Content(date => ArchiveBuilder.Gzip(Encoding.UTF8.GetBytes(WriteGpx(date))), BombBytes)
            {
                Huge = () => Bomb.Value,
            }
        ),
        new(
            "m-faulty.zip",
            false,
            new Content(date => ArchiveBuilder.Zip(("run.gpx", Encoding.UTF8.GetBytes(WriteGpx(date)))), BombBytes)
            {
                Huge = () => ArchiveBuilder.Zip(("run.gpx", CreateSpaces())),
            }
        ),
        new("activities.csv", true, new Content(date => Encoding.UTF8.GetBytes(WriteList(date)), MaxListBytes)),
        new(
            "m_summarizedActivities.json",
            true,
            new Content(date => Encoding.UTF8.GetBytes(WriteSummaries(date)), MaxSummaryBytes)
        ),
    ];

    /// <summary>A good FIT file whose start no other one has.</summary>
    public static byte[] WriteGoodFit(int number) =>
        new FitBuilder()
            .FileId(4)
            .Session(start: FitBuilder.Start - ((uint)number * 9000))
            .Activity(FitBuilder.Start - ((uint)number * 9000) + 3600, 3600)
            .ToFile();

    /// <summary>By default, only one text is beyond its limit, since half a gigabyte takes a while.</summary>
    private static Content CreateXml(Func<ContentDate, string> write) =>
        new(date => Encoding.UTF8.GetBytes(write(date)), MaxXmlBytes)
        {
            Huge = TestScale.IsSmall
                ? () =>
                    Encoding.UTF8.GetBytes(
                        write(ContentDate.Good)
                            .Replace("Köln", new string('x', MaxTokenBytes + 1), StringComparison.Ordinal)
                    )
                : null,
        };

    /// <summary>The start of a track and spaces that shrink to nearly nothing.</summary>
    public static byte[] CreateSpaces()
    {
        var spaces = new byte[BombBytes];
        spaces.AsSpan().Fill((byte)' ');
        "<gpx>"u8.CopyTo(spaces);
        return spaces;
    }

    /// <summary>
    /// The clock of FIT begins in 1989 and ends in 2125; what is beyond it becomes its first or last second.
    /// </summary>
    private static byte[] WriteFit(ContentDate date)
    {
        var start = (uint)Math.Clamp(date.Seconds - FitEpoch, 0, uint.MaxValue - 1);
        return new FitBuilder().FileId(4).Session(start: start, distanceCm: 900_000).Activity(start, 3600).ToFile();
    }

    private static string WriteTcx(ContentDate date) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
            <Activities><Activity Sport="Running"><Id>{date.Text}T08:00:00Z</Id>
            <Lap StartTime="{date.Text}T08:00:00Z"><TotalTimeSeconds>3600</TotalTimeSeconds>
            <DistanceMeters>10000</DistanceMeters><Track>{WritePoints(date)}</Track></Lap>
            <Notes>Köln</Notes></Activity></Activities></TrainingCenterDatabase>
            """;

    private static string WritePoints(ContentDate date) =>
        string.Concat(
            Enumerable
                .Range(0, 50)
                .Select(minute =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"<Trackpoint><Time>{date.Text}T08:{minute:00}:00Z</Time>"
                            + $"<DistanceMeters>{minute * 200}</DistanceMeters></Trackpoint>"
                    )
                )
        );

    private static string WriteGpx(ContentDate date)
    {
        var points = Enumerable
            .Range(0, 50)
            .Select(minute =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<trkpt lat=\"{50.9 + (minute * 0.002):0.000}\" lon=\"6.95\">"
                        + $"<time>{date.Text}T08:{minute:00}:00Z</time></trkpt>"
                )
            );
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Köln</name><type>running</type>
            <trkseg>{string.Concat(points)}</trkseg></trk></gpx>
            """;
    }

    /// <summary>The list of an account export, with runs that have no file.</summary>
    private static string WriteList(ContentDate date) =>
        "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename\n"
        + $"11,2026-11-18 08:00:00,Before,Run,3600,10,\n12,{date.Text} 08:00:00,Köln,Run,3600,10,\n"
        + "13,2026-11-19 08:00:00,After,Run,3600,10,\n";

    private static string WriteSummaries(ContentDate date)
    {
        return "[{\"summarizedActivitiesExport\":["
            + $"{Row(21, 1_795_000_000, "Before")},{Row(22, date.Seconds, "Köln")},"
            + $"{Row(23, 1_795_050_000, "After")}]}}]";

        static string Row(int id, long seconds, string name) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"activityId\":{id},\"name\":\"{name}\",\"activityType\":\"running\","
                    + $"\"beginTimestamp\":{seconds * 1000},\"duration\":3600000,\"distance\":1000000}}"
            );
    }
}
