using ActivitySync.FileFormats;

namespace ActivitySync.Tests.FileFormats.Fit;

/// <summary>Sessions without values that their laps, records and events have.</summary>
public sealed class FitCompletionTests
{
    private const uint Start = FitBuilder.Start;
    private const uint Missing = uint.MaxValue;
    private const byte NoRate = byte.MaxValue;

    /// <summary>An hour at 3 m/s, a record every ten seconds.</summary>
    private const uint Seconds = 3600;

    private const double Meters = 10_800;

    private static FileReadResult Read(FitBuilder file) => ActivityFileFixture.Read(file.ToFile(), "run.fit");

    private static FitBuilder Empty() => new FitBuilder().FileId(4);

    private static FitBuilder WithRecords(FitBuilder file, uint from = 0, uint to = Seconds, uint step = 10)
    {
        for (var at = from; at <= to; at += step)
        {
            file.Record(Start + at, at * 300, (byte)(at < Seconds / 2 ? 140 : 160));
        }

        return file;
    }

    private static FitBuilder Lap(FitBuilder file, uint at, uint seconds, uint meters) =>
        file.Message(
            19,
            (253, FitBuilder.UInt32, Start + at + seconds),
            (2, FitBuilder.UInt32, Start + at),
            (7, FitBuilder.UInt32, seconds * 1000),
            (8, FitBuilder.UInt32, seconds * 1000),
            (9, FitBuilder.UInt32, meters == Missing ? Missing : meters * 100),
            (15, FitBuilder.UInt8, 144),
            (16, FitBuilder.UInt8, 166)
        );

    private static FitBuilder Timer(FitBuilder file, uint at, byte type) =>
        file.Message(21, (253, FitBuilder.UInt32, Start + at), (0, FitBuilder.Enum, 0), (1, FitBuilder.Enum, type));

    private static FitBuilder Session(
        FitBuilder file,
        uint elapsed = Seconds,
        uint timer = Seconds,
        uint distanceCm = (uint)Meters * 100,
        byte rate = 150,
        uint at = 0,
        byte sport = 1
    ) =>
        file.Session(
            sport,
            start: Start + at,
            elapsedMs: elapsed == Missing ? Missing : elapsed * 1000,
            timerMs: timer == Missing ? Missing : timer * 1000,
            distanceCm: distanceCm,
            averageHeartRate: rate,
            maxHeartRate: rate
        );

    private static void AssertWarning(FileReadResult reading, string part) =>
        Assert.Contains(reading.Warnings, warning => warning.Contains(part, StringComparison.Ordinal));

    [Theory]
    [InlineData(Missing)]
    [InlineData(0u)]
    public void A_session_without_distance_takes_that_of_its_records(uint distance)
    {
        var reading = Read(Session(WithRecords(Empty()), distanceCm: distance));

        Assert.Equal(Meters, reading.SingleActivity().DistanceMeters);
        AssertWarning(reading, "no distance");
    }

    [Fact]
    public void A_complete_session_is_not_changed_by_its_records()
    {
        var reading = Read(Session(WithRecords(Empty()), timer: 3500, distanceCm: 1_090_000));
        var run = reading.SingleActivity();

        Assert.Equal((10_900, 3500, 3600), (run.DistanceMeters, run.MovingSeconds, run.ElapsedSeconds));
        Assert.Equal(150, run.AverageHeartRate);
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void Distances_of_records_that_start_again_are_added()
    {
        var file = WithRecords(Empty(), to: 1790);
        for (uint at = 1800; at <= Seconds; at += 10)
        {
            file.Record(Start + at, (at - 1800) * 300, 150);
        }

        Assert.InRange(
            Read(Session(file, distanceCm: Missing)).SingleActivity().DistanceMeters!.Value,
            Meters - 40,
            Meters
        );
    }

    [Fact]
    public void One_record_with_a_wrong_distance_costs_only_itself()
    {
        var file = WithRecords(Empty(), to: 1800);
        file.Record(Start + 1805, 900_000_000, 150);
        WithRecords(file, from: 1810);

        Assert.Equal(Meters, Read(Session(file, distanceCm: Missing)).SingleActivity().DistanceMeters);
    }

    [Fact]
    public void Records_with_only_speeds_give_a_distance()
    {
        var file = Empty();
        for (uint at = 0; at <= Seconds; at += 5)
        {
            file.Message(20, (253, FitBuilder.UInt32, Start + at), (6, FitBuilder.UInt16, 3000));
        }

        Assert.Equal(Meters, Read(Session(file, distanceCm: Missing)).SingleActivity().DistanceMeters);
    }

    [Fact]
    public void Records_with_only_positions_give_a_distance_without_wrong_ones()
    {
        var file = Empty();
        for (uint at = 0; at <= Seconds; at += 10)
        {
            // 30 m to the north; one position is in another country.
            var degrees = at == 1000 ? 20 : 48 + (at * 3 / 111_195.0);
            file.Message(
                20,
                (253, FitBuilder.UInt32, Start + at),
                (0, FitBuilder.SInt32, (long)(degrees * (1L << 31) / 180)),
                (1, FitBuilder.SInt32, 9L * (1L << 31) / 180)
            );
        }

        Assert.InRange(
            Read(Session(file, distanceCm: Missing)).SingleActivity().DistanceMeters!.Value,
            0.99 * Meters,
            1.01 * Meters
        );
    }

    [Fact]
    public void Laps_to_the_end_give_what_records_do_not_have()
    {
        var file = Lap(Lap(Empty(), 0, 1800, 5000), 1800, 1800, 5500);
        var reading = Read(Session(file, timer: Missing, distanceCm: Missing, rate: NoRate));
        var run = reading.SingleActivity();

        Assert.Equal((10_500, 3600), (run.DistanceMeters, run.MovingSeconds));
        Assert.Equal((144, 166), (run.AverageHeartRate, run.MaxHeartRate));
        AssertWarning(reading, "no distance, no timer, no heart rate");
    }

    [Fact]
    public void An_unfinished_lap_is_not_lost()
    {
        var file = Lap(WithRecords(Empty()), 0, 3000, 9000);
        var reading = Read(Session(file, elapsed: 3000, timer: 3000, distanceCm: Missing));
        var run = reading.SingleActivity();

        Assert.Equal((Meters, 3600, 3600), (run.DistanceMeters, run.MovingSeconds, run.ElapsedSeconds));
        AssertWarning(reading, "elapsed time is shorter");
    }

    [Fact]
    public void A_lap_without_distance_leaves_the_distance_to_the_records()
    {
        var file = Lap(Lap(WithRecords(Empty()), 0, 1800, 5000), 1800, 1800, Missing);

        Assert.Equal(Meters, Read(Session(file, distanceCm: Missing)).SingleActivity().DistanceMeters);
    }

    [Fact]
    public void Pauses_of_the_timer_are_no_moving_time()
    {
        var file = Timer(Empty(), 0, 0);
        Timer(WithRecords(file, to: 1000), 1000, 4);
        Timer(file, 1900, 0);
        Timer(WithRecords(file, from: 1900), Seconds, 4);

        Assert.Equal(2700, Read(Session(file, timer: Missing)).SingleActivity().MovingSeconds);
    }

    [Theory]
    [InlineData(Missing)]
    [InlineData(0u)]
    public void Without_timer_events_a_gap_without_a_way_is_a_pause(uint timer)
    {
        var file = WithRecords(Empty(), to: 1000);
        // The distance stays the same over 900 s, and then goes on.
        for (uint at = 1900; at <= Seconds; at += 10)
        {
            file.Record(Start + at, (at - 900) * 300, 150);
        }

        var reading = Read(Session(file, timer: timer));
        Assert.Equal(2700, reading.SingleActivity().MovingSeconds);
        AssertWarning(reading, "no timer");
    }

    [Fact]
    public void Heart_rates_only_in_records_are_those_of_the_session()
    {
        var reading = Read(Session(WithRecords(Empty()), rate: NoRate));
        var run = reading.SingleActivity();

        Assert.Equal((150, 160), (run.AverageHeartRate, run.MaxHeartRate));
        AssertWarning(reading, "no heart rate");
    }

    [Fact]
    public void Heart_rates_only_in_the_beats_of_a_strap_are_those_of_the_session()
    {
        var file = Empty();
        file.Definition(1, 132, [(6, 4, FitBuilder.UInt8)]).Data(1, 140, 150, 160, 255);

        var run = Read(Session(file, rate: 0)).SingleActivity();
        Assert.Equal((150, 160), (run.AverageHeartRate, run.MaxHeartRate));
    }

    [Fact]
    public void Each_of_several_sessions_takes_its_own_records()
    {
        var file = Empty();
        WithRecords(file, to: 1790);
        for (uint at = 1800; at <= Seconds; at += 10)
        {
            file.Record(Start + at, (at - 1800) * 500, 120);
        }

        Session(file, elapsed: 1795, timer: 1795, distanceCm: Missing, rate: NoRate);
        Session(file, elapsed: 1800, timer: 1800, distanceCm: Missing, rate: NoRate, at: 1800, sport: 2);
        var activities = Read(file).Recordings.Select(recording => recording.Activity).ToList();

        Assert.Equal([5370, 9000], activities.Select(activity => activity.DistanceMeters));
        Assert.Equal([140, 120], activities.Select(activity => activity.AverageHeartRate));
    }

    [Fact]
    public void An_elapsed_time_shorter_than_the_records_is_theirs()
    {
        var reading = Read(Session(WithRecords(Empty()), elapsed: 2000));
        var run = reading.SingleActivity();

        Assert.Equal((3600, 3600), (run.MovingSeconds, run.ElapsedSeconds));
        AssertWarning(reading, "elapsed time is shorter");
    }

    [Theory]
    [InlineData(21_680u)]
    [InlineData(3_800u)]
    public void A_timer_longer_than_the_records_is_theirs(uint timer)
    {
        var reading = Read(Session(WithRecords(Empty()), timer: timer));
        var run = reading.SingleActivity();

        Assert.Equal((3600, 3600), (run.MovingSeconds, run.ElapsedSeconds));
        AssertWarning(reading, "timer ran longer");
    }

    [Theory]
    [InlineData(30_000u)]
    [InlineData(2_412_583u)]
    public void An_elapsed_time_far_longer_than_the_records_is_theirs(uint elapsed)
    {
        var reading = Read(Session(WithRecords(Empty()), elapsed: elapsed));
        var run = reading.SingleActivity();

        Assert.Equal((3600, 3600), (run.MovingSeconds, run.ElapsedSeconds));
        AssertWarning(reading, "elapsed time is much longer");
    }

    [Fact]
    public void A_watch_that_ran_on_for_days_has_the_time_of_its_records()
    {
        var run = Read(Session(WithRecords(Empty()), elapsed: 2_000_000, timer: 2_000_000)).SingleActivity();

        Assert.Equal((3600, 3600), (run.MovingSeconds, run.ElapsedSeconds));
    }

    [Theory]
    [InlineData(0u, 31_536_000)]
    [InlineData(0u, -31_536_000)]
    [InlineData(1800u, 31_536_000)]
    [InlineData(1800u, -3600)]
    [InlineData(1800u, 3600)]
    [InlineData(Seconds, 3600)]
    [InlineData(Seconds, 31_536_000)]
    public void A_record_with_a_wrong_time_costs_only_itself(uint wrong, int shift)
    {
        var file = Empty();
        for (uint at = 0; at <= Seconds; at += 10)
        {
            file.Record((uint)(Start + at + (at == wrong ? shift : 0)), at * 300, 150);
        }

        var run = Read(Session(file, elapsed: Missing, timer: Missing, distanceCm: Missing)).SingleActivity();
        Assert.InRange(run.ElapsedSeconds!.Value, 3580, 3600);
        Assert.InRange(run.MovingSeconds!.Value, 3580, 3600);
        Assert.InRange(run.DistanceMeters!.Value, Meters - 70, Meters);
    }

    [Fact]
    public void Records_that_end_early_contradict_neither_time()
    {
        var reading = Read(Session(WithRecords(Empty(), to: 600), elapsed: 3000, timer: 3050, distanceCm: 0));
        Assert.Equal((3050, 3000), (reading.SingleActivity().MovingSeconds, reading.SingleActivity().ElapsedSeconds));

        // Without a distance the records are read, but nothing is wrong with the times.
        var indoors = Read(Session(WithRecords(Empty(), to: 600), distanceCm: 0)).SingleActivity();
        Assert.Equal((3600, 3600), (indoors.MovingSeconds, indoors.ElapsedSeconds));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(-31_536_000)]
    [InlineData(31_536_000)]
    public void A_clock_that_is_set_on_the_way_costs_nothing(int shift)
    {
        var file = Empty();
        for (uint at = 0; at <= Seconds; at += 10)
        {
            file.Record((uint)(Start + at + (at >= 1800 ? shift : 0)), at * 300, 150);
        }

        var run = Read(Session(file, elapsed: Missing, timer: Missing, distanceCm: Missing)).SingleActivity();
        Assert.Equal(Meters, run.DistanceMeters);
        Assert.InRange(run.ElapsedSeconds!.Value, Seconds - 120, Seconds);
        Assert.InRange(run.MovingSeconds!.Value, Seconds - 120, Seconds);
    }

    [Fact]
    public void Records_between_two_sessions_belong_to_neither()
    {
        var file = WithRecords(Empty());
        Session(file, elapsed: 1000, timer: 1000, distanceCm: Missing);
        Session(file, elapsed: 1600, timer: 1600, distanceCm: Missing, at: 2000);
        var activities = Read(file).Recordings.Select(recording => recording.Activity).ToList();

        Assert.Equal([3000, 4800], activities.Select(activity => activity.DistanceMeters));
        Assert.Equal([1000, 1600], activities.Select(activity => activity.MovingSeconds));
    }

    [Fact]
    public void A_session_without_any_sum_is_that_of_its_records()
    {
        var run = Read(Session(WithRecords(Empty()), Missing, Missing, Missing, NoRate)).SingleActivity();

        Assert.Equal((Meters, 3600, 3600), (run.DistanceMeters, run.MovingSeconds, run.ElapsedSeconds));
    }

    [Fact]
    public void A_damaged_file_does_not_contradict_its_session()
    {
        var file = WithRecords(Session(Empty(), elapsed: 5000, timer: 5600), to: 600).Raw(0x0F).ToFile();
        var run = ActivityFileFixture.Read(file, "run.fit").SingleActivity();

        Assert.Equal((5600, 5000), (run.MovingSeconds, run.ElapsedSeconds));
    }

    [Fact]
    public void Records_of_a_complete_session_allocate_nothing()
    {
        var few = Session(WithRecords(Empty(), step: 100)).ToFile();
        var many = Session(WithRecords(Empty(), step: 1)).ToFile();

        Assert.Equal(Measure(few), Measure(many));
    }

    [Fact]
    public void Records_of_an_incomplete_session_allocate_nothing()
    {
        var few = Session(WithRecords(Empty(), step: 100), rate: NoRate).ToFile();
        var many = Session(WithRecords(Empty(), step: 1), rate: NoRate).ToFile();

        Assert.Equal(Measure(few), Measure(many));
    }

    /// <summary>The lowest of several: the compiler and the pools of buffers now and then allocate too.</summary>
    private static long Measure(byte[] file) =>
        Enumerable
            .Range(0, 5)
            .Min(_ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Assert.Equal(FileReadStatus.Read, ActivitySync.FileFormats.Fit.FitReader.Read(file).Status);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            });
}
