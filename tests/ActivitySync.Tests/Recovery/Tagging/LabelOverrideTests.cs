using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class LabelOverrideTests
{
    [Fact]
    public void The_athletes_labels_are_the_label_set()
    {
        var tagged = new TimelineBuilder()
            .AddRaceRun(-1, 10, 45)
            .AddLabel("race", AthleteLabelKind.Hard)
            .GetTagged("race");
        Assert.Equal([Label.Hard], tagged.Labels);
        Assert.Equal(
            (1, null, null, true),
            (tagged.Confidence, tagged.RaceClass, tagged.Importance, tagged.Facts.IsLabeledByAthlete)
        );
        Assert.Equal([new Evidence("your-own-word", 1)], tagged.Evidence);
    }

    [Fact]
    public void Easy_clears_the_labels_before_it_and_the_others_add()
    {
        var log = new TimelineBuilder().AddRun(-1, 160, id: "x").AddLabel("x", AthleteLabelKind.Race, Importance.A);
        Assert.Equal([Label.Race], log.GetTagged("x").Labels);
        Assert.Equal([Label.Race, Label.LongRun], log.AddLabel("x", AthleteLabelKind.LongRun).GetTagged("x").Labels);
        Assert.Equal(LongTier.VeryLong, log.GetTagged("x").Tier);
        Assert.Empty(log.AddLabel("x", AthleteLabelKind.Easy).GetTagged("x").Labels);
        // The importance given before easy is gone too.
        Assert.Equal(Importance.B, log.AddLabel("x", AthleteLabelKind.Race).GetTagged("x").Importance);
    }

    [Fact]
    public void The_last_importance_given_wins()
    {
        var log = new TimelineBuilder()
            .AddRun(-1, 160, id: "x")
            .AddLabel("x", AthleteLabelKind.Race, Importance.A)
            .AddLabel("x", AthleteLabelKind.Race);
        Assert.Equal(Importance.A, log.GetTagged("x").Importance);
        Assert.Equal(Importance.B, log.AddLabel("x", AthleteLabelKind.Race, Importance.B).GetTagged("x").Importance);
        Assert.Equal(
            [Label.Race, Label.Hard],
            log.AddLabel("x", AthleteLabelKind.Race, Importance.C).GetTagged("x").Labels
        );
    }

    [Fact]
    public void A_label_on_an_unknown_activity_is_ignored() =>
        Assert.DoesNotContain(
            ReasonCode.Override,
            new TimelineBuilder().AddRun(-1, 50, id: "x").AddLabel("y", AthleteLabelKind.Race).Plan().Reasons
        );

    [Theory]
    [InlineData(-14, true)]
    [InlineData(-15, false)]
    public void The_reason_override_is_given_for_two_weeks(int day, bool told) =>
        Assert.Equal(
            told,
            new TimelineBuilder()
                .AddRun(day, 50, id: "x")
                .AddLabel("x", AthleteLabelKind.Easy)
                .Plan()
                .Reasons.Contains(ReasonCode.Override)
        );
}
