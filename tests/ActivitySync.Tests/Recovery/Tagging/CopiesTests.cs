using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class CopiesTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void Recordings_that_start_within_two_minutes_are_one(int secondsLater, bool one) =>
        AreOne(One("a", 0, 600), One("b", secondsLater, 600), one);

    [Theory]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public void Recordings_that_overlap_by_four_fifths_of_the_shorter_are_one(int secondsLater, bool one) =>
        AreOne(One("a", 0, 3_000), One("b", secondsLater, 3_000), one);

    [Theory]
    [InlineData(2_700, 10_000, true)]
    [InlineData(2_699, 10_000, false)]
    [InlineData(2_000, 9_000, true)]
    [InlineData(2_000, 8_999, false)]
    [InlineData(2_699, 0, true)]
    public void Moving_times_may_differ_by_a_tenth_or_distances_by_a_twentieth_or_one_be_missing(double seconds, double meters, bool one)
    {
        var first = One("a", 0, 3_000, 10_000 * 0.9473684);
        if (meters == 10_000)
        {
            first = first with { DistanceMeters = 5_000 };
        }

        AreOne(first, One("b", 0, seconds, meters) with { ElapsedSeconds = 3_000 }, one);
    }

    [Fact]
    public void Another_family_is_never_a_copy() => AreOne(One("a", 0, 3_000), One("b", 0, 3_000) with { Sport = "ride" }, false);

    [Fact]
    public void A_treadmill_run_can_be_a_copy_of_a_run() => AreOne(One("a", 0, 3_000), One("b", 0, 3_000) with { Sport = "treadmill" }, true);

    [Fact]
    public void Below_five_minutes_nothing_is_a_copy() => AreOne(One("a", 0, 299), One("b", 0, 299), false);

    [Fact]
    public void The_tagged_one_leads_then_the_telling_title_then_the_earlier_then_the_id()
    {
        Assert.Equal("b", Kept(One("a", 0, 3_000, name: "Park loop"), One("b", 60, 3_000) with { SourceTag = SourceTag.Workout }));
        Assert.Equal("b", Kept(One("a", 0, 3_000, name: "Berlin Running"), One("b", 60, 3_000, name: "Park loop")));
        Assert.Equal("b", Kept(One("a", 0, 3_000), One("b", 60, 3_000, name: "Park loop")));
        Assert.Equal("a", Kept(One("b", 60, 3_000, name: "Loop"), One("a", 0, 3_000, name: "Park loop")));
        Assert.Equal("a", Kept(One("b", 0, 3_000), One("a", 0, 3_000)));
    }

    [Fact]
    public void What_the_leading_one_lacks_comes_from_the_others_in_order()
    {
        var group = Assert.Single(Copies.Group(
        [
            One("c", 100, 3_000, 9_100, "Third") with { AverageHeartRate = 151, DeviceRace = true },
            One("a", 0, 3_000) with { SourceTag = SourceTag.Race, MaxHeartRate = 0, ElapsedSeconds = null },
            One("b", 50, 3_000, 9_000) with { AverageHeartRate = 150, MaxHeartRate = 170, AscentMeters = 10, DescentMeters = 20, PerceivedExertion = 6 },
        ]));
        var leading = group.Leading;
        Assert.Equal(["a", "b", "c"], group.Members.Select(member => member.Id));
        Assert.Equal("a", group.KeptId);
        Assert.Equal(
            ("Third", 9_000, 150, 170, 10, 20, 6, 3_000, true),
            (leading.Name, leading.DistanceMeters, leading.AverageHeartRate, leading.MaxHeartRate, leading.AscentMeters, leading.DescentMeters,
                leading.PerceivedExertion, leading.ElapsedSeconds, leading.DeviceRace));
    }

    [Fact]
    public void Each_is_compared_with_the_first_of_a_group_only()
    {
        // b is a copy of a; c starts within two minutes of b but not of a.
        var groups = Copies.Group([One("a", 0, 600), One("b", 110, 600), One("c", 220, 600)]);
        Assert.Equal(["a b", "c"], groups.Select(group => string.Join(' ', group.Members.Select(member => member.Id))));
    }

    [Fact]
    public void A_copy_is_listed_with_the_one_kept_and_counts_for_nothing()
    {
        var log = new RunnerLog().Trained().Run(-1, 95, 16, "Loop", "kept").Run(-1, 94, 15.9, "", "copy").Says("copy", LabelWord.Hard);
        Assert.Equal(("kept", 0), (log.Tag("copy").DuplicateOf, log.Tag("copy").Confidence));
        Assert.Empty(log.Tag("copy").Labels);
        Assert.Equal([Label.Hard], log.Tag("kept").Labels);
        Assert.Null(log.Tag("kept").DuplicateOf);
    }

    private static void AreOne(Activity first, Activity second, bool one) => Assert.Equal(one ? 1 : 2, Copies.Group([second, first]).Count);

    private static string Kept(Activity first, Activity second) => Assert.Single(Copies.Group([first, second])).KeptId;

    private static Activity One(string id, int secondsLater, double seconds, double? meters = null, string name = "") => new()
    {
        Id = id,
        Start = s_start.AddSeconds(secondsLater),
        Name = name,
        MovingSeconds = seconds,
        ElapsedSeconds = seconds,
        DistanceMeters = meters,
    };
}
