using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class RunnerWordTests
{
    [Fact]
    public void What_the_runner_says_is_the_label_set()
    {
        var tagged = new RunnerLog().Raced(-1, 10, 45).Says("race", LabelWord.Hard).Tag("race");
        Assert.Equal([Label.Hard], tagged.Labels);
        Assert.Equal((1, null, null, true), (tagged.Confidence, tagged.RaceClass, tagged.Importance, tagged.Facts.ByRunner));
        Assert.Equal([new Evidence("your-own-word", 1)], tagged.Evidence);
    }

    [Fact]
    public void Easy_clears_what_was_said_before_and_the_others_add()
    {
        var log = new RunnerLog().Run(-1, 160, id: "x").Says("x", LabelWord.Race, Importance.A);
        Assert.Equal([Label.Race], log.Tag("x").Labels);
        Assert.Equal([Label.Race, Label.LongRun], log.Says("x", LabelWord.LongRun).Tag("x").Labels);
        Assert.Equal(LongTier.VeryLong, log.Tag("x").Tier);
        Assert.Empty(log.Says("x", LabelWord.Easy).Tag("x").Labels);
        // The importance given before easy is gone too.
        Assert.Equal(Importance.B, log.Says("x", LabelWord.Race).Tag("x").Importance);
    }

    [Fact]
    public void The_last_importance_given_wins()
    {
        var log = new RunnerLog().Run(-1, 160, id: "x").Says("x", LabelWord.Race, Importance.A).Says("x", LabelWord.Race);
        Assert.Equal(Importance.A, log.Tag("x").Importance);
        Assert.Equal(Importance.B, log.Says("x", LabelWord.Race, Importance.B).Tag("x").Importance);
        Assert.Equal([Label.Race, Label.Hard], log.Says("x", LabelWord.Race, Importance.C).Tag("x").Labels);
    }

    [Fact]
    public void A_word_on_an_unknown_activity_is_ignored() =>
        Assert.DoesNotContain(ReasonCode.Override, new RunnerLog().Run(-1, 50, id: "x").Says("y", LabelWord.Race).Plan().Reasons);

    [Theory]
    [InlineData(-14, true)]
    [InlineData(-15, false)]
    public void An_override_is_told_for_two_weeks(int day, bool told) =>
        Assert.Equal(told, new RunnerLog().Run(day, 50, id: "x").Says("x", LabelWord.Easy).Plan().Reasons.Contains(ReasonCode.Override));
}
