using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery.Rules;

public sealed class TriggerTests
{
    [Theory]
    [InlineData(61, 300, 7)]
    [InlineData(42.195, 240, 5)]
    [InlineData(21.0975, 100, 5)]
    [InlineData(10, 45, 4)]
    public void A_race_is_the_last_race_up_to_its_last_preferred_day(double km, double minutes, int days)
    {
        Assert.Contains(ReasonCode.RacePost, new TimelineBuilder().AddRaceRun(-days, km, minutes).Plan().Reasons);
        Assert.DoesNotContain(
            ReasonCode.RacePost,
            new TimelineBuilder().AddRaceRun(-days - 1, km, minutes).Plan().Reasons
        );
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void A_race_is_the_next_race_from_fifteen_days_on(int day, bool next) =>
        Assert.Equal(
            next,
            new TimelineBuilder()
                .WithBaseTraining()
                .AddCalendarRace(day, 10)
                .Plan()
                .Reasons.Contains(ReasonCode.RacePre)
        );

    [Fact]
    public void A_c_race_is_neither_last_nor_next()
    {
        var plan = new TimelineBuilder()
            .WithBaseTraining()
            .AddRaceRun(-1, 10, 45)
            .AddLabel("race", AthleteLabelKind.Race, Importance.C)
            .AddCalendarRace(10, 10, Importance.C)
            .Plan();
        Assert.DoesNotContain(plan.Reasons, code => code == ReasonCode.RacePre || code == ReasonCode.RacePost);
    }

    [Fact]
    public void Between_two_races_the_days_suit_both()
    {
        var plan = new TimelineBuilder()
            .WithBaseTraining()
            .WithMonthlyMassages()
            .AddRaceRun(-1, 10, 45)
            .AddCalendarRace(7, 10)
            .Plan();
        Assert.Empty(new[] { ReasonCode.RacePost, ReasonCode.RacePre, ReasonCode.TwoRaces }.Except(plan.Reasons));
        // After the one from T + 1, before the next up to T + 4; preferred are the 2nd to 4th day after.
        Assert.Equal(
            (TimelineBuilder.Today.AddDays(1), TimelineBuilder.Today.AddDays(3)),
            (plan.Massage!.From, plan.Massage.To)
        );
    }

    [Theory]
    [InlineData(-4, true)]
    [InlineData(-5, false)]
    public void A_long_run_triggers_for_four_days(int day, bool triggers) =>
        Assert.Equal(
            triggers,
            new TimelineBuilder()
                .WithBaseTraining()
                .WithMonthlyMassages()
                .AddRun(day, 130, 22)
                .Plan()
                .Reasons.Contains(ReasonCode.LongRun)
        );

    [Theory]
    [InlineData(179, 60, 100, true)] // the longest in four weeks
    [InlineData(179, 60, 180, false)]
    [InlineData(180, 60, 200, true)]
    [InlineData(130, 28, 131, false)]
    [InlineData(130, 29, 131, true)]
    [InlineData(130, 28, 130, true)] // equal minutes don't count against it
    public void With_unknown_history_a_long_run_triggers_only_if_it_stands_out(
        double minutes,
        int earlierAgo,
        double earlierMinutes,
        bool triggers
    )
    {
        var log = new TimelineBuilder().WithBaseTraining();
        log.AddRun(earlierAgo > 30 ? -11 : -1 - earlierAgo, earlierMinutes, earlierMinutes * 0.17, id: "earlier");
        log.AddRun(-1, minutes, minutes * 0.17, id: "x");

        Assert.Contains(log.Plan().Reasons, code => code == ReasonCode.LongRun || code == ReasonCode.VeryLong);
        Assert.Equal(triggers, log.Plan().Massage is not null);
        Assert.NotNull(log.WithMonthlyMassages().Plan().Massage);
    }

    [Fact]
    public void The_first_massage_is_a_gentle_one()
    {
        var log = new TimelineBuilder().WithBaseTraining().AddRun(-1, 200, 34);
        Assert.Equal(MassageKind.Swedish, log.Plan().Massage!.Kind);
        Assert.Equal(MassageKind.DeepTissue, log.WithMonthlyMassages().Plan().Massage!.Kind);
    }

    [Theory]
    [InlineData(239, EventClass.VeryLong)]
    [InlineData(240, EventClass.Marathon)]
    [InlineData(330, EventClass.Marathon)]
    [InlineData(331, EventClass.Ultra)]
    public void A_run_of_four_hours_keeps_the_days_of_a_marathon_and_is_no_race(double minutes, EventClass expected)
    {
        var log = new TimelineBuilder().WithBaseTraining().WithMonthlyMassages().AddRun(-1, minutes, minutes * 0.1);
        var plan = log.Plan();
        Assert.Equal((EventKind.LongRun, expected), (plan.Facts.LastLongEvent!.Kind, plan.Facts.LastLongEvent.Class));
        Assert.Null(plan.Facts.LastRace);
        Assert.Equal([ReasonCode.VeryLong, ReasonCode.Spike], plan.Massage!.Reasons);
        var days = DaysAfterParameters.For(expected);
        Assert.Equal(DayState.Blocked, log.GetCalendarDay((int)days.DeepDays.Default - 2).DeepTissue);
        Assert.NotEqual(DayState.Blocked, log.GetCalendarDay((int)days.DeepDays.Default - 1).DeepTissue);
    }

    [Theory]
    [InlineData(20_000, "City race", EventClass.Half)]
    [InlineData(19_999, "City race", EventClass.Hard)]
    [InlineData(20_000, "City race tempo", EventClass.Half)] // also if it is labeled hard
    public void An_open_question_from_twenty_kilometres_on_keeps_the_days_of_its_race_class(
        double meters,
        string title,
        EventClass expected
    )
    {
        var plan = new TimelineBuilder().AddRun(0, 120, meters / 1000, title, "x").Plan();
        Assert.Single(plan.Questions);
        var hard = Assert.Single(plan.Facts.Events, one => one is { IsPast: true, Kind: EventKind.Hard });
        Assert.Equal(expected, hard.Class);
        Assert.Null(plan.Facts.LastRace);
        Assert.Contains(ReasonCode.AfterHard, plan.Calendar[0].Reasons);
        Assert.DoesNotContain(ReasonCode.RacePost, plan.Calendar[0].Reasons);
    }

    [Theory]
    [InlineData(74.9, null, "", false)]
    [InlineData(75, null, "", true)]
    [InlineData(60, SourceTag.LongRun, "", true)]
    [InlineData(60, null, "athlete", true)]
    public void A_long_run_qualifies_by_minutes_spike_or_label(
        double minutes,
        SourceTag? tag,
        string who,
        bool qualifies
    )
    {
        var log = new TimelineBuilder()
            .WithBaseTraining(70)
            .AddActivity(-1, "run", minutes, null, "Long run", "x", run => run with { SourceTag = tag });
        if (who.Length > 0)
        {
            log.AddLabel("x", AthleteLabelKind.LongRun);
        }

        Assert.Contains(log.Plan().Facts.Events, one => one.ActivityId == "x");
        Assert.Equal(qualifies, log.Plan().Facts.LastLongEvent is not null);
    }

    [Fact]
    public void A_spike_qualifies_and_is_mentioned_for_four_days()
    {
        var log = new TimelineBuilder().WithBaseTraining(40).AddRun(-4, 60, 12, "Long run", "x");
        Assert.Contains(ReasonCode.Spike, log.Plan().Reasons);
        Assert.Equal("x", log.Plan().Facts.LastLongEvent?.ActivityId);
        Assert.DoesNotContain(
            ReasonCode.Spike,
            new TimelineBuilder().WithBaseTraining(40).AddRun(-5, 60, 12, "Long run", "x").Plan().Reasons
        );
    }

    [Fact]
    public void A_long_ride_triggers_and_a_long_hike_does_not()
    {
        Assert.Contains(ReasonCode.LongLoad, new TimelineBuilder().AddActivity(-1, "ride", 200).Plan().Reasons);
        Assert.DoesNotContain(ReasonCode.LongLoad, new TimelineBuilder().AddActivity(-1, "hike", 200).Plan().Reasons);
    }

    [Fact]
    public void Of_two_on_one_day_the_heavier_counts()
    {
        var log = new TimelineBuilder()
            .AddActivity(-1, "ride", 200, id: "ride")
            .AddActivity(-1, "run", 160, id: "run", with: run => run with { Start = run.Start.AddHours(5) });
        Assert.Equal("run", log.Plan().Facts.LastLongEvent?.ActivityId);
        Assert.Equal("ride", log.AddLabel("run", AthleteLabelKind.Easy).Plan().Facts.LastLongEvent?.ActivityId);
    }

    [Theory]
    [InlineData(MassageHistory.Weekly, 7)]
    [InlineData(MassageHistory.Monthly, 30)]
    [InlineData(MassageHistory.Lapsed, 30)]
    public void Maintenance_is_due_so_many_days_after_the_last(MassageHistory history, int days)
    {
        var log = new TimelineBuilder().WithBaseTraining().WithAthlete(athlete => athlete with { Rhythm = history });
        Assert.Equal([ReasonCode.Maintenance], log.WithMassages(days).Plan().Reasons);
        Assert.Empty(
            new TimelineBuilder()
                .WithBaseTraining()
                .WithAthlete(athlete => athlete with { Rhythm = history })
                .WithMassages(days - 1)
                .Plan()
                .Reasons
        );
    }

    [Fact]
    public void Maintenance_is_never_due_for_an_unknown_history_or_a_cold_start()
    {
        Assert.Empty(
            new TimelineBuilder()
                .WithBaseTraining()
                .WithMassages(60)
                .WithAthlete(athlete => athlete with { Rhythm = MassageHistory.Unknown })
                .Plan()
                .Reasons
        );
        Assert.Equal([ReasonCode.ColdStart], new TimelineBuilder().AddRun(-1, 40).WithMassages(60).Plan().Reasons);
    }

    [Theory]
    [InlineData(-20, true)]
    [InlineData(-21, false)]
    public void Without_training_for_three_weeks_there_is_no_massage(int day, bool recent)
    {
        var plan = new TimelineBuilder().AddRun(day, 40).AddCalendarRace(10, 10).WithMassages(60).Plan();
        Assert.Equal(recent, plan.SelfMassage is not null);
        Assert.Equal(!recent, plan.Reasons.Contains(ReasonCode.NoRecentTraining));
        Assert.Equal(recent, plan.Reasons.Contains(ReasonCode.ColdStart));
        Assert.Equal(recent, plan.Massage is not null);
    }
}
