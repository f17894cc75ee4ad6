using ActivitySync.Digest;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Digest;

/// <summary>Where a source stayed away, a mail says up to when it knows, and nothing that needs the days after it.</summary>
public sealed class FreshnessTests
{
    [Theory]
    [InlineData(24, false)]
    [InlineData(25, true)]
    [InlineData(120, true)]
    public void What_is_older_than_a_day_is_told(int hours, bool told)
    {
        var order = HandMade.Order with { KnownUntil = HandMade.Order.WrittenAt.AddHours(-hours) };

        Assert.Equal(told, HandMade.Mail(HandMade.AfterLongRun(), order).Text.Contains("Read up to ", StringComparison.Ordinal));
        Assert.Equal(told, HandMade.Mail(HandMade.Quiet(), order).Text.Contains("Read up to ", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_several_sources_each_stale_one_is_told_with_its_own_day()
    {
        var now = HandMade.Order.WrittenAt;
        var order = HandMade.Order with
        {
            KnownUntil = now.AddDays(-5),
            KnownSources = [new KnownSource(SourceName.Strava, now.AddDays(-5)), new KnownSource(SourceName.Garmin, now.AddHours(-1))],
        };

        var text = HandMade.Mail(HandMade.AfterLongRun(), order).Text.ReplaceLineEndings(" ");
        Assert.Contains("Strava is read up to Tuesday 17 November", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Garmin is read", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "No run in three weeks")]
    [InlineData("de", "Drei Wochen ohne Lauf")]
    public void Nobody_is_told_to_have_rested_in_days_that_are_not_known(string language, string claim)
    {
        var planned = Without(HandMade.Quiet());
        var fresh = HandMade.Order with { Athlete = HandMade.Anna with { Language = language } };
        var stale = fresh with { KnownUntil = HandMade.Order.WrittenAt.AddDays(-5) };
        Assert.Contains(claim, HandMade.Mail(planned, fresh).Text.ReplaceLineEndings(" "), StringComparison.Ordinal);

        var mail = HandMade.Mail(planned, stale);

        Assert.DoesNotContain(claim, mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(mail.IsEmpty); // it does not count towards the pause for want of training
    }

    [Fact]
    public void A_quiet_week_claims_no_more_than_is_known()
    {
        var stale = HandMade.Order with { KnownUntil = HandMade.Order.WrittenAt.AddDays(-5) };

        var text = HandMade.Mail(HandMade.Quiet(), stale).Text.ReplaceLineEndings(" ");

        Assert.Contains("Nothing to book from what is known up to Tuesday 17 November", text, StringComparison.Ordinal);
        Assert.DoesNotContain("recorded", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-16", true)]
    [InlineData("2026-11-17", false)]
    [InlineData("2026-11-21", false)]
    public void Whether_a_race_was_run_is_asked_only_of_days_that_are_known(string date, bool asked)
    {
        var race = new CalendarRace { Date = HandMade.Day(date), Name = "Town Run", DistanceMeters = 10_000 };
        var planned = HandMade.AfterLongRun();
        planned = planned with
        {
            Timeline = planned.Timeline with { Races = [race] },
            Plan = planned.Plan with { Questions = [new Question(null, race.Date)] },
        };
        var stale = HandMade.Order with { KnownUntil = HandMade.Order.WrittenAt.AddDays(-5) };

        Assert.Single(ContentReader.Read(planned, HandMade.Order, RuleParameters.Default).Questions);
        Assert.Equal(asked, ContentReader.Read(planned, stale, RuleParameters.Default).Questions.Count == 1);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void The_end_of_a_key_is_told_in_its_last_two_weeks(int days, bool told)
    {
        var order = HandMade.Order with { GarminKeyEndsOn = HandMade.Today.AddDays(days) };

        foreach (var planned in new[] { HandMade.AfterLongRun(), HandMade.Quiet() })
            Assert.Equal(told, HandMade.Mail(planned, order).Text.ReplaceLineEndings(" ").Contains("Your Garmin key works until ", StringComparison.Ordinal));
        Assert.DoesNotContain("Garmin key", HandMade.Mail(HandMade.Medical(MedicalLevel.Clinician, "limping"), order).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(72, false)]
    [InlineData(73, true)]
    public void A_race_calendar_that_was_away_says_how_old_it_is(int hours, bool told)
    {
        var order = HandMade.Order with { CalendarsReadAt = HandMade.Order.WrittenAt.AddHours(-hours) };

        foreach (var planned in new[] { HandMade.AfterLongRun(), HandMade.Quiet() })
            Assert.Equal(told, HandMade.Mail(planned, order).Text.ReplaceLineEndings(" ").Contains("Your race calendar was last read on ", StringComparison.Ordinal));
    }

    private static PlannedRecovery Without(PlannedRecovery planned) =>
        planned with { Plan = planned.Plan with { Reasons = [ReasonCode.NoRecentTraining] } };
}
