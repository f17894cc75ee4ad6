using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Archives;

namespace ActivitySync.Tests.FileFormats.Fit;

/// <summary>The UTC offset of a start in winter, for an athlete at home in Berlin unless a test names a zone.</summary>
public sealed class FitLocalTimeTests
{
    private static FitBuilder File(bool device, byte subSport = 0, double? latitude = null, double? longitude = null)
    {
        var file = new FitBuilder();
        file = device
            ? file.Message(
                0,
                (0, FitBuilder.Enum, 4),
                (1, FitBuilder.UInt16, 1),
                (2, FitBuilder.UInt16, 3113),
                (3, FitBuilder.UInt32z, 3_996_264_072)
            )
            : file.Message(0, (0, FitBuilder.Enum, 4), (1, FitBuilder.UInt16, 294));
        return file.Message(
            18,
            (2, FitBuilder.UInt32, FitBuilder.Start),
            (3, FitBuilder.SInt32, ToSemicircles(latitude)),
            (4, FitBuilder.SInt32, ToSemicircles(longitude)),
            (5, FitBuilder.Enum, 1),
            (6, FitBuilder.Enum, subSport),
            (7, FitBuilder.UInt32, 3_600_000),
            (8, FitBuilder.UInt32, 3_600_000),
            (9, FitBuilder.UInt32, 1_000_000),
            (16, FitBuilder.UInt8, 150),
            (17, FitBuilder.UInt8, 170)
        );
    }

    private static FitBuilder WithZeroOffset(FitBuilder file) => file.Activity(FitBuilder.Start + 3600, 0);

    private static long ToSemicircles(double? degrees) =>
        degrees is { } known ? (long)(known * (1L << 31) / 180) : int.MaxValue;

    private static double ReadOffset(FitBuilder file, string zone = "Europe/Berlin")
    {
        var content = file.ToFile();
        var entry = new FileEntry("run.fit", content.Length, () =>
            new BoundedStream(new MemoryStream(content), FileEntry.MaxBytes)
        );
        return ActivityFileReader
            .Read(entry, new RecordingDefaults(TimeZoneInfo.FindSystemTimeZoneById(zone), "run"))
            .SingleActivity()
            .Start.Offset.TotalHours;
    }

    [Fact]
    public void A_local_time_that_equals_utc_is_none_so_the_athletes_zone_decides()
    {
        Assert.Equal(1, ReadOffset(WithZeroOffset(File(device: false))));
        Assert.Equal(9, ReadOffset(WithZeroOffset(File(device: false)), "Asia/Tokyo"));
    }

    [Fact]
    public void The_zero_offset_of_a_device_that_knows_its_zone_is_believed() =>
        Assert.Equal(0, ReadOffset(WithZeroOffset(File(device: true, latitude: 64.1, longitude: -21.9))));

    [Fact]
    public void The_makers_number_alone_is_not_believed() =>
        Assert.Equal(
            1,
            ReadOffset(
                WithZeroOffset(
                    new FitBuilder().Message(0, (0, FitBuilder.Enum, 4), (1, FitBuilder.UInt16, 1)).Session()
                )
            )
        );

    [Theory]
    [InlineData(35.7, 139.7, 9)] // Tokyo
    [InlineData(40.7, -74, -5)] // New York
    [InlineData(28.6, 77.2, 5.5)] // Delhi
    [InlineData(39.9, 116.4, 8)] // Beijing
    [InlineData(51.5, -0.1, 0)] // London
    [InlineData(41.1, -8.6, 0)] // Porto
    [InlineData(21.3, -157.9, -10)] // Honolulu
    [InlineData(-33.9, 151.2, 11)] // Sydney, in summer
    [InlineData(50.8, 6.1, 1)] // Aachen, nearer to Brussels
    [InlineData(0, 0, 1)] // no position
    public void Without_a_local_time_the_position_decides(double latitude, double longitude, double hours)
    {
        Assert.Equal(hours, ReadOffset(WithZeroOffset(File(false, 0, latitude, longitude))));
        Assert.Equal(hours, ReadOffset(File(true, 0, latitude, longitude)));
    }

    [Theory]
    [InlineData("Europe/Madrid", 42.9, -9.3, 1)] // Galicia, nearer to Porto
    [InlineData("America/Chicago", 41.1, -100.8, -6)] // North Platte, nearer to Denver
    public void At_home_the_athletes_zone_decides_near_its_border(
        string zone,
        double latitude,
        double longitude,
        double hours
    ) => Assert.Equal(hours, ReadOffset(WithZeroOffset(File(false, 0, latitude, longitude)), zone));

    [Fact]
    public void The_position_of_the_first_record_decides_if_the_session_has_none()
    {
        var file = File(device: false)
            .Message(20, (253, FitBuilder.UInt32, FitBuilder.Start), (3, FitBuilder.UInt8, 140))
            .Message(
                20,
                (253, FitBuilder.UInt32, FitBuilder.Start + 1),
                (0, FitBuilder.SInt32, ToSemicircles(35.7)),
                (1, FitBuilder.SInt32, ToSemicircles(139.7))
            );

        Assert.Equal(9, ReadOffset(WithZeroOffset(file)));
    }

    [Fact]
    public void A_stated_local_time_decides_against_the_position() =>
        Assert.Equal(2, ReadOffset(File(false, 0, 35.7, 139.7).Activity(FitBuilder.Start, 7200)));

    [Theory]
    [InlineData(1)]
    [InlineData(58)]
    public void The_position_of_a_virtual_place_decides_nothing(byte subSport) =>
        Assert.Equal(1, ReadOffset(File(false, subSport, -11.6, 166.9)));
}
