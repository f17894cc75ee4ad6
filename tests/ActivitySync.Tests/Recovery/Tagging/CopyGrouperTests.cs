using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using CsCheck;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class CopyGrouperTests
{
    [Fact]
    public void An_implausible_value_is_filled_from_a_copy_and_never_lent()
    {
        var log = new TimelineBuilder()
            .AddActivity(-1, "run", 60, 10, "Forest", "lead", run =>
                run with
                {
                    AverageHeartRate = 300,
                    PerceivedExertion = 0.5,
                }
            )
            .AddActivity(-1, "run", 60, 10, "", "mid", run =>
                run with
                {
                    AverageHeartRate = 10,
                    PerceivedExertion = 99,
                }
            )
            .AddActivity(-1, "run", 60, 10, "", "other", run =>
                run with
                {
                    AverageHeartRate = 150,
                    PerceivedExertion = 4,
                }
            );
        var lead = log.GetTagged("lead").Activity;
        Assert.Equal((150, 4), (lead.AverageHeartRate, lead.PerceivedExertion));
    }

    [Fact]
    public void A_distance_that_was_left_out_is_neither_kept_nor_lent()
    {
        // 60 km in an hour is a car; 10 km is the next copy's.
        var filled = new TimelineBuilder().AddRun(-1, 60, 60, "Forest", "lead").AddRun(-1, 60, 10, "", "other");
        Assert.Equal(10_000, filled.GetTagged("lead").Activity.DistanceMeters);
        var lost = new TimelineBuilder().AddRun(-1, 60, 60, "Forest", "lead").AddRun(-1, 60, 50, "", "other");
        Assert.Null(lost.GetTagged("lead").Activity.DistanceMeters);
    }

    [Fact]
    public void Independent_sets_grouped_apart_give_the_same_groups_as_all_together()
    {
        var genActivity =
            from minute in Gen.Int[0, 600]
            from length in Gen.Int[2, 90]
            from meters in Gen.Int[0, 3]
            from isRide in Gen.Int[0, 3]
            select (minute, length, meters, isRide);
        genActivity
            .Array[1, 25]
            .Sample(picks =>
            {
                var activities = picks
                    .Select(
                        (pick, index) =>
                            new Activity
                            {
                                Id = $"{index}",
                                Start = Start.AddMinutes(pick.minute),
                                Sport = pick.isRide == 0 ? "ride" : "run",
                                MovingSeconds = pick.length * 60,
                                ElapsedSeconds = pick.length * 61,
                                DistanceMeters = pick.meters == 0 ? null : pick.length * 160 * pick.meters,
                            }
                    )
                    .ToList();
                var sets = CopyGrouper.FindIndependentSets(activities);

                var apart = activities
                    .Zip(sets)
                    .GroupBy(one => one.Second, one => one.First)
                    .SelectMany(set => CopyGrouper.Group([.. set]));

                Assert.Equal(Describe(CopyGrouper.Group(activities)), Describe(apart));
            });

        static IEnumerable<string> Describe(IEnumerable<CopyGroup> groups) =>
            groups
                .Select(group => $"{group.LeadId}: {string.Join(' ', group.Members.Select(member => member.Id))}")
                .Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Recordings_that_only_touch_each_other_are_independent()
    {
        var sets = CopyGrouper.FindIndependentSets([
            CreateActivity("later", 600, 600),
            CreateActivity("first", 0, 600),
            CreateActivity("copy", 10, 600),
        ]);

        Assert.NotEqual(sets[0], sets[1]);
        Assert.Equal(sets[1], sets[2]);
    }

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void Recordings_that_start_within_two_minutes_are_one(int secondsLater, bool one) =>
        AssertAreCopies(CreateActivity("a", 0, 600), CreateActivity("b", secondsLater, 600), one);

    [Theory]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public void Recordings_that_overlap_by_four_fifths_of_the_shorter_are_one(int secondsLater, bool one) =>
        AssertAreCopies(CreateActivity("a", 0, 3_000), CreateActivity("b", secondsLater, 3_000), one);

    [Theory]
    [InlineData(2_700, 10_000, true)]
    [InlineData(2_699, 10_000, false)]
    [InlineData(2_000, 9_000, true)]
    [InlineData(2_000, 8_999, false)]
    [InlineData(2_699, 0, true)]
    public void Copies_may_differ_by_10_percent_in_moving_time_or_5_percent_in_distance(
        double seconds,
        double meters,
        bool one
    )
    {
        var first = CreateActivity("a", 0, 3_000, 10_000 * 0.9473684);
        if (meters == 10_000)
        {
            first = first with { DistanceMeters = 5_000 };
        }

        AssertAreCopies(first, CreateActivity("b", 0, seconds, meters) with { ElapsedSeconds = 3_000 }, one);
    }

    [Fact]
    public void Another_family_is_never_a_copy() =>
        AssertAreCopies(CreateActivity("a", 0, 3_000), CreateActivity("b", 0, 3_000) with { Sport = "ride" }, false);

    [Fact]
    public void A_treadmill_run_can_be_a_copy_of_a_run() =>
        AssertAreCopies(
            CreateActivity("a", 0, 3_000),
            CreateActivity("b", 0, 3_000) with
            {
                Sport = "treadmill",
            },
            true
        );

    [Fact]
    public void Below_five_minutes_nothing_is_a_copy() =>
        AssertAreCopies(CreateActivity("a", 0, 299), CreateActivity("b", 0, 299), false);

    [Fact]
    public void The_tagged_one_leads_then_the_telling_title_then_the_earlier_then_the_id()
    {
        Assert.Equal(
            "b",
            GetLeadId(
                CreateActivity("a", 0, 3_000, name: "Park loop"),
                CreateActivity("b", 60, 3_000) with
                {
                    SourceTag = SourceTag.Workout,
                }
            )
        );
        Assert.Equal(
            "b",
            GetLeadId(
                CreateActivity("a", 0, 3_000, name: "Berlin Running"),
                CreateActivity("b", 60, 3_000, name: "Park loop")
            )
        );
        Assert.Equal("b", GetLeadId(CreateActivity("a", 0, 3_000), CreateActivity("b", 60, 3_000, name: "Park loop")));
        Assert.Equal(
            "a",
            GetLeadId(CreateActivity("b", 60, 3_000, name: "Loop"), CreateActivity("a", 0, 3_000, name: "Park loop"))
        );
        Assert.Equal("a", GetLeadId(CreateActivity("b", 0, 3_000), CreateActivity("a", 0, 3_000)));
    }

    [Fact]
    public void What_the_leading_one_lacks_comes_from_the_others_in_order()
    {
        var group = Assert.Single(
            CopyGrouper.Group([
                CreateActivity("c", 100, 3_000, 9_100, "Third") with
                {
                    AverageHeartRate = 151,
                    DeviceRace = true,
                },
                CreateActivity("a", 0, 3_000) with
                {
                    SourceTag = SourceTag.Race,
                    MaxHeartRate = 0,
                    ElapsedSeconds = null,
                },
                CreateActivity("b", 50, 3_000, 9_000) with
                {
                    AverageHeartRate = 150,
                    MaxHeartRate = 170,
                    AscentMeters = 10,
                    DescentMeters = 20,
                    PerceivedExertion = 6,
                },
            ])
        );
        var leading = group.Lead;
        Assert.Equal(["a", "b", "c"], group.Members.Select(member => member.Id));
        Assert.Equal("a", group.LeadId);
        Assert.Equal(
            ("Third", 9_000, 150, 170, 10, 20, 6, 3_000, true),
            (
                leading.Name,
                leading.DistanceMeters,
                leading.AverageHeartRate,
                leading.MaxHeartRate,
                leading.AscentMeters,
                leading.DescentMeters,
                leading.PerceivedExertion,
                leading.ElapsedSeconds,
                leading.DeviceRace
            )
        );
    }

    [Fact]
    public void Each_is_compared_with_the_first_of_a_group_only()
    {
        // b is a copy of a; c starts within two minutes of b but not of a.
        var groups = CopyGrouper.Group([
            CreateActivity("a", 0, 600),
            CreateActivity("b", 110, 600),
            CreateActivity("c", 220, 600),
        ]);
        Assert.Equal(["a b", "c"], groups.Select(group => string.Join(' ', group.Members.Select(member => member.Id))));
    }

    [Fact]
    public void A_copy_is_listed_with_its_lead_and_counts_for_nothing()
    {
        var log = new TimelineBuilder()
            .WithBaseTraining()
            .AddRun(-1, 95, 16, "Loop", "kept")
            .AddRun(-1, 94, 15.9, "", "copy")
            .AddLabel("copy", AthleteLabelKind.Hard);
        Assert.Equal(("kept", 0), (log.GetTagged("copy").DuplicateOf, log.GetTagged("copy").Confidence));
        Assert.Empty(log.GetTagged("copy").Labels);
        Assert.Equal([Label.Hard], log.GetTagged("kept").Labels);
        Assert.Null(log.GetTagged("kept").DuplicateOf);
    }

    private static void AssertAreCopies(Activity first, Activity second, bool one) =>
        Assert.Equal(one ? 1 : 2, CopyGrouper.Group([second, first]).Count);

    private static string GetLeadId(Activity first, Activity second) =>
        Assert.Single(CopyGrouper.Group([first, second])).LeadId;

    private static Activity CreateActivity(
        string id,
        int secondsLater,
        double seconds,
        double? meters = null,
        string name = ""
    ) =>
        new()
        {
            Id = id,
            Start = Start.AddSeconds(secondsLater),
            Name = name,
            MovingSeconds = seconds,
            ElapsedSeconds = seconds,
            DistanceMeters = meters,
        };
}
