using ActivitySync.Advice;
using ActivitySync.Digest.Content;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Digest.Content;

/// <summary>During a source outage a mail says up to when data is known and claims nothing about later days.</summary>
public sealed class SourceFreshnessTests
{
    [Theory]
    [InlineData(24, false)]
    [InlineData(25, true)]
    [InlineData(120, true)]
    public void Data_older_than_a_day_is_mentioned(int hours, bool isMentioned)
    {
        var order = DigestFixture.Order with { KnownUntil = DigestFixture.Order.WrittenAt.AddHours(-hours) };

        Assert.Equal(
            isMentioned,
            DigestFixture
                .Mail(DigestFixture.AfterLongRun(), order)
                .Text.Contains("I know your training up to ", StringComparison.Ordinal)
        );
        Assert.Equal(
            isMentioned,
            DigestFixture
                .Mail(DigestFixture.Quiet(), order)
                .Text.Contains("I know your training only", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Of_several_sources_each_stale_one_is_mentioned_with_its_own_day()
    {
        var now = DigestFixture.Order.WrittenAt;
        var order = DigestFixture.Order with
        {
            KnownUntil = now.AddDays(-5),
            Sources =
            [
                new SourceFreshness(SourceNames.Strava, now.AddDays(-5)),
                new SourceFreshness(SourceNames.Garmin, now.AddHours(-1)),
            ],
        };

        var text = DigestFixture
            .Mail(DigestFixture.AfterLongRun(), order)
            .Text.ReplaceLineEndings(" ")
            .Replace("   ", " ", StringComparison.Ordinal);
        Assert.Contains("I know Strava up to Tuesday 17 November", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Garmin is read", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "no run in three weeks")]
    [InlineData("de", "drei Wochen ohne Lauf")]
    public void The_mail_does_not_claim_rest_on_unknown_days(string language, string claim)
    {
        var planned = Without(DigestFixture.Quiet());
        var fresh = DigestFixture.Order with { Athlete = DigestFixture.Anna with { Language = language } };
        var stale = fresh with { KnownUntil = DigestFixture.Order.WrittenAt.AddDays(-5) };
        Assert.Contains(
            claim,
            DigestFixture
                .Mail(planned, fresh)
                .Text.ReplaceLineEndings(" ")
                .Replace("   ", " ", StringComparison.Ordinal),
            StringComparison.Ordinal
        );

        var mail = DigestFixture.Mail(planned, stale);

        Assert.DoesNotContain(
            claim,
            mail.Text.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.False(mail.IsEmpty); // it doesn't count for the pause without training
    }

    [Fact]
    public void A_quiet_week_claims_only_what_is_known()
    {
        var stale = DigestFixture.Order with { KnownUntil = DigestFixture.Order.WrittenAt.AddDays(-5) };

        var text = DigestFixture
            .Mail(DigestFixture.Quiet(), stale)
            .Text.ReplaceLineEndings(" ")
            .Replace("   ", " ", StringComparison.Ordinal);

        Assert.StartsWith(
            "Check whether your watch has synced: I know your training only up to Tuesday 17 November, so there is no "
                + "suggestion this week.",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("quiet", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("recorded", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-16", true)]
    [InlineData("2026-11-17", false)]
    [InlineData("2026-11-21", false)]
    public void Whether_a_race_was_started_is_asked_only_for_known_days(string date, bool asked)
    {
        var race = new CalendarRace
        {
            Date = DigestFixture.Day(date),
            Name = "Town Run",
            DistanceMeters = 10_000,
        };
        var planned = DigestFixture.AfterLongRun();
        planned = planned with
        {
            Timeline = planned.Timeline with { Races = [race] },
            Plan = planned.Plan with { Questions = [new Question(null, race.Date)] },
        };
        var stale = DigestFixture.Order with { KnownUntil = DigestFixture.Order.WrittenAt.AddDays(-5) };

        Assert.Single(DigestContentBuilder.Build(planned, DigestFixture.Order, RuleParameters.Default).Questions);
        Assert.Equal(asked, DigestContentBuilder.Build(planned, stale, RuleParameters.Default).Questions.Count == 1);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void The_expiry_of_a_key_is_mentioned_in_its_last_two_weeks(int days, bool isMentioned)
    {
        var order = DigestFixture.Order with
        {
            KeyExpiries = [(SourceNames.Garmin, DigestFixture.Today.AddDays(days))],
        };

        foreach (var planned in new[] { DigestFixture.AfterLongRun(), DigestFixture.Quiet() })
        {
            Assert.Equal(
                isMentioned,
                DigestFixture
                    .Mail(planned, order)
                    .Text.ReplaceLineEndings(" ")
                    .Replace("   ", " ", StringComparison.Ordinal)
                    .Contains("Your Garmin key works until ", StringComparison.Ordinal)
            );
        }

        Assert.DoesNotContain(
            "Garmin key",
            DigestFixture.Mail(DigestFixture.Medical(MedicalLevel.Clinician, "limping"), order).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(72, false)]
    [InlineData(73, true)]
    public void An_outdated_race_calendar_is_mentioned_with_its_date(int hours, bool isMentioned)
    {
        var order = DigestFixture.Order with { CalendarsReadAt = DigestFixture.Order.WrittenAt.AddHours(-hours) };

        foreach (var planned in new[] { DigestFixture.AfterLongRun(), DigestFixture.Quiet() })
        {
            Assert.Equal(
                isMentioned,
                DigestFixture
                    .Mail(planned, order)
                    .Text.ReplaceLineEndings(" ")
                    .Replace("   ", " ", StringComparison.Ordinal)
                    .Contains("I last read your race calendar on ", StringComparison.Ordinal)
            );
        }
    }

    private static AdviceResult Without(AdviceResult planned) =>
        planned with
        {
            Plan = planned.Plan with { Reasons = [ReasonCode.NoRecentTraining] },
        };
}
