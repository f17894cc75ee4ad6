using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Fit;
using CsCheck;

namespace ActivitySync.Tests.FileFormats.Fit;

public sealed class FitReaderTests
{
    private static FileReadResult Read(FitBuilder file, uint? claimedSize = null) =>
        ActivityFileFixture.Read(file.ToFile(claimedSize), "run.fit");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_has_the_values_of_its_session_in_either_byte_order(bool bigEndian)
    {
        var reading = Read(FitBuilder.Run(bigEndian));
        var run = reading.SingleActivity();

        Assert.Empty(reading.Warnings);
        Assert.Equal(RecordingFormat.Fit, reading.Recordings[0].Format);
        Assert.Equal("run", run.Sport);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(1)), run.Start);
        Assert.Equal(TimeSpan.FromHours(1), run.Start.Offset);
        Assert.Equal(10000.5, run.DistanceMeters);
        Assert.Equal(3600.5, run.MovingSeconds);
        Assert.Equal(3700, run.ElapsedSeconds);
        Assert.Equal(150, run.AverageHeartRate);
        Assert.Equal(170, run.MaxHeartRate);
        Assert.Equal(120, run.AscentMeters);
        Assert.Equal(110, run.DescentMeters);
        Assert.Equal(7, run.PerceivedExertion);
        Assert.Equal("", run.Name);
        Assert.Equal(reading.ContentHash![..16] + "-1", reading.Recordings[0].SourceId);
    }

    [Theory]
    [InlineData(1, 1, "treadmill")]
    [InlineData(1, 3, "trail-run")]
    [InlineData(1, 4, "track-run")]
    [InlineData(1, 45, "treadmill")]
    [InlineData(1, 58, "virtual-run")]
    [InlineData(2, 58, "virtual-ride")]
    [InlineData(2, 46, "gravel-ride")]
    [InlineData(5, 17, "swim")]
    [InlineData(17, 0, "hike")]
    [InlineData(99, 0, "other")]
    public void A_sport_has_its_name(byte sport, byte subSport, string name) =>
        Assert.Equal(name, Read(new FitBuilder().FileId(4).Session(sport, subSport)).SingleActivity().Sport);

    [Fact]
    public void A_generic_sport_is_other_with_a_warning_unless_the_default_is_given()
    {
        var file = new FitBuilder().FileId(4).Session(sport: 0).ToFile();

        var silent = ActivityFileFixture.Read(file, "a.fit");
        Assert.Equal("other", silent.SingleActivity().Sport);
        Assert.Contains("--sport", Assert.Single(silent.Warnings), StringComparison.Ordinal);

        var said = ActivityFileFixture.Read(file, "a.fit", "run");
        Assert.Equal("run", said.SingleActivity().Sport);
        Assert.Empty(said.Warnings);
    }

    [Theory]
    [InlineData(-876_098_089)] // seen from an indoor trainer
    [InlineData(15 * 3600)]
    [InlineData(-13 * 3600)]
    [InlineData(3601)]
    public void An_implausible_offset_is_replaced_by_the_athletes_time_zone(long offset) =>
        Assert.Equal(
            TimeSpan.FromHours(1),
            Read(new FitBuilder().FileId(4).Session().Activity(FitBuilder.Start, offset)).SingleActivity().Start.Offset
        );

    [Theory]
    [InlineData(14 * 3600)]
    [InlineData(-12 * 3600)]
    [InlineData(20_700)] // Nepal
    public void A_plausible_offset_is_the_devices(long offset) =>
        Assert.Equal(
            offset,
            Read(new FitBuilder().FileId(4).Session().Activity(FitBuilder.Start, offset))
                .SingleActivity()
                .Start.Offset.TotalSeconds
        );

    [Fact]
    public void Invalid_markers_and_a_heart_rate_of_nought_are_absent()
    {
        var run = Read(
                new FitBuilder()
                    .FileId(4)
                    .Session(distanceCm: uint.MaxValue, averageHeartRate: 0, maxHeartRate: 255, rpe: 255)
            )
            .SingleActivity();

        Assert.Null(run.DistanceMeters);
        Assert.Null(run.AverageHeartRate);
        Assert.Null(run.MaxHeartRate);
        Assert.Null(run.PerceivedExertion);
    }

    [Fact]
    public void Every_session_is_an_activity_of_its_own()
    {
        var reading = Read(
            new FitBuilder()
                .FileId(4)
                .Session(5)
                .Session(2, start: FitBuilder.Start + 4000)
                .Session(1, start: FitBuilder.Start + 8000)
        );

        Assert.Equal(["swim", "ride", "run"], reading.Recordings.Select(one => one.Activity.Sport));
        Assert.Equal(["-1", "-2", "-3"], reading.Recordings.Select(one => one.SourceId[16..]));
    }

    [Fact]
    public void Chained_files_are_all_read_and_a_bad_second_one_loses_nothing()
    {
        var run = FitBuilder.Run().ToFile();
        var walk = new FitBuilder().FileId(4).Session(11).ToFile();

        var chain = ActivityFileFixture.Read([.. run, .. walk], "chain.fit");
        Assert.Equal(["run", "walk"], chain.Recordings.Select(one => one.Activity.Sport));
        Assert.Empty(chain.Warnings);

        var broken = ActivityFileFixture.Read([.. run, .. walk[..40]], "chain.fit");
        Assert.Equal("run", broken.SingleActivity().Sport);
        Assert.Contains("cut short", Assert.Single(broken.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Developer_fields_compressed_times_and_strings_without_an_end_are_stepped_over()
    {
        var file = new FitBuilder()
            .FileId(4)
            .Definition(1, 20, [(253, 4, FitBuilder.UInt32), (3, 1, FitBuilder.UInt8)], [(0, 2, 0), (1, 7, 0)])
            .Data(1, new byte[4 + 1 + 9])
            .Data(0b1010_0101, new byte[14])
            .Definition(2, 26, [(8, 5, FitBuilder.Text)])
            .Data(2, "Tempo"u8.ToArray())
            .Session();

        Assert.Equal(10000.5, Read(file).SingleActivity().DistanceMeters);
    }

    [Fact]
    public void A_field_of_a_size_its_type_cannot_have_is_absent_and_the_next_ones_are_right()
    {
        var file = new FitBuilder().FileId(4);
        file.Definition(
            0,
            18,
            [(2, 4, FitBuilder.UInt32), (9, 3, FitBuilder.UInt32), (7, 4, FitBuilder.UInt32), (5, 1, FitBuilder.Enum)]
        );
        file.Data(0, [.. file.Bytes(FitBuilder.Start, 4), 1, 2, 3, .. file.Bytes(60_000, 4), 1]);

        var run = Read(file).SingleActivity();
        Assert.Null(run.DistanceMeters);
        Assert.Equal(60, run.ElapsedSeconds);
    }

    [Fact]
    public void A_file_that_is_no_activity_is_skipped()
    {
        var reading = Read(new FitBuilder().FileId(2).Session());

        Assert.Equal(FileReadStatus.Skipped, reading.Status);
        Assert.NotNull(reading.Reason);
        Assert.Empty(reading.Recordings);
    }

    [Fact]
    public void A_start_without_a_clock_is_quarantined()
    {
        var reading = Read(new FitBuilder().FileId(4).Session(start: 16_441_241));

        Assert.Equal(FileReadStatus.Quarantined, reading.Status);
        Assert.Contains("clock", reading.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_checksum_is_a_warning()
    {
        var file = FitBuilder.Run().ToFile();
        file[^1] ^= 0x55;

        var reading = ActivityFileFixture.Read(file, "run.fit");
        Assert.Equal(10000.5, reading.SingleActivity().DistanceMeters);
        Assert.Contains("checksum", Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_is_the_complete_run_with_a_warning_or_a_reason()
    {
        var whole = FitBuilder.Run().ToFile();
        for (var length = 0; length < whole.Length; length++)
        {
            var reading = ActivityFileFixture.Read(whole[..length], "run.fit");
            if (reading.Status == FileReadStatus.Read)
            {
                Assert.Equal(10000.5, reading.SingleActivity().DistanceMeters);
                Assert.NotEmpty(reading.Warnings);
            }
            else
            {
                Assert.Equal(FileReadStatus.Quarantined, reading.Status);
                Assert.NotNull(reading.Reason);
            }
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    public void A_wrong_size_is_not_trusted(uint claimed)
    {
        var reading = Read(FitBuilder.Run(), claimed);

        Assert.Equal(10000.5, reading.SingleActivity().DistanceMeters);
        Assert.NotEmpty(reading.Warnings);
    }

    [Fact]
    public void Without_a_session_the_values_come_from_laps_and_points_with_a_warning()
    {
        var file = new FitBuilder().FileId(4).Message(12, (0, FitBuilder.Enum, 1), (1, FitBuilder.Enum, 3));
        for (uint second = 0; second <= 600; second += 60)
        {
            file.Record(FitBuilder.Start + second, second * 300, (byte)(140 + (second / 60)));
        }

        var reading = Read(file);
        var run = reading.SingleActivity();
        Assert.Equal("trail-run", run.Sport);
        Assert.Equal(FitBuilder.StartInstant, run.Start);
        Assert.Equal(600, run.ElapsedSeconds);
        Assert.Equal(1800, run.DistanceMeters);
        Assert.Equal(145, run.AverageHeartRate);
        Assert.Equal(150, run.MaxHeartRate);
        Assert.Contains("summary", Assert.Single(reading.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Compressed_times_count_on_from_the_last_full_one()
    {
        var file = new FitBuilder().FileId(4).Record(FitBuilder.Start, 0, 140);
        file.Definition(1, 20, [(5, 4, FitBuilder.UInt32)]);
        // Ten steps of 20 s: the five bits of a compressed time run over more than once.
        for (uint step = 1; step <= 10; step++)
        {
            file.Data((byte)(0x80 | (1 << 5) | ((FitBuilder.Start + (step * 20)) & 0x1F)), file.Bytes(step * 6000, 4));
        }

        Assert.Equal(200, Read(file).SingleActivity().ElapsedSeconds);
    }

    [Fact]
    public void Times_that_cannot_be_are_bounded()
    {
        var leftOn = Read(new FitBuilder().FileId(4).Session(elapsedMs: 2_412_583_000, timerMs: 7_373_000));
        Assert.Equal(7373, leftOn.SingleActivity().ElapsedSeconds);
        Assert.NotEmpty(leftOn.Warnings);

        var inverted = Read(new FitBuilder().FileId(4).Session(elapsedMs: 2_840_000, timerMs: 21_680_000));
        Assert.Equal(2840, inverted.SingleActivity().MovingSeconds);
        Assert.NotEmpty(inverted.Warnings);
    }

    [Fact]
    public void A_file_of_sessions_without_end_is_bounded()
    {
        var file = new FitBuilder().FileId(4);
        file.Definition(0, 18, [(2, 4, FitBuilder.UInt32), (7, 4, FitBuilder.UInt32)]);
        for (var session = 0; session < 5000; session++)
        {
            file.Data(0, [.. file.Bytes(FitBuilder.Start + session, 4), .. file.Bytes(60_000, 4)]);
        }

        Assert.InRange(Read(file).Recordings.Count, 1, 100);
    }

    [Fact]
    public void The_checksum_of_sixteen_bytes_a_step_is_that_of_one_bit_a_step() =>
        Gen.Byte.Array[0, 200].Sample(bytes => FitChecksum.Compute(bytes) == FitBuilder.SlowCrc(bytes));
}
