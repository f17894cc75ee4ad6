using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Tests.Recovery;

namespace ActivitySync.Tests.Digest;

/// <summary>
/// The situations of an athlete, each as one mail from the real planner; today is Monday 23 November 2026. Tests
/// compare them with golden files, parse them with another parser, and show them in a browser.
/// </summary>
internal static class SituationFixture
{
    private static readonly AthleteSettings Anna = DigestFixture.Anna;

    private static readonly Lazy<IReadOnlyDictionary<string, RenderedMail>> LazyMails = new(() =>
        Table().ToDictionary(one => one.Name, one => one.Write(), StringComparer.Ordinal)
    );

    public static IReadOnlyDictionary<string, RenderedMail> Mails => LazyMails.Value;

    public static TheoryData<string> Names => [.. Table().Select(one => one.Name)];

    private static IEnumerable<(string Name, Func<RenderedMail> Write)> Table()
    {
        TimelineBuilder Monthly() => new TimelineBuilder().WithBaseTraining().WithMonthlyMassages();
        var german = Anna with { Language = "de" };

        yield return ("marathon-on-sunday", () => Digest(Monthly().AddRaceRun(-1, 42.3, 228)));
        yield return ("marathon-on-sunday-german", () => Digest(Monthly().AddRaceRun(-1, 42.3, 228), german));
        yield return ("marathon-stopped", () => DigestFixture.Mail(DigestFixture.AfterMarathon(stopped: true)));
        yield return ("race-in-four-days", () => Digest(Monthly().AddCalendarRace(4, 10)));
        yield return ("race-in-twelve-days", () => Digest(Monthly().AddCalendarRace(12, 42.2)));
        yield return ("race-without-a-recording", () => Digest(Monthly().AddCalendarRace(-1, 21.1)));
        yield return ("two-races", () => Digest(Monthly().AddRaceRun(-2, 21.1, 105).AddCalendarRace(11, 10)));
        yield return ("long-run", () => Digest(Monthly().AddRun(-1, 200, 33)));
        yield return ("long-run-german", () => Digest(Monthly().AddRun(-1, 200, 33), german));
        yield return ("long-run-imperial", () =>
            Digest(Monthly().AddRun(-1, 200, 33), Anna with { Units = UnitSystem.Imperial })
        );
        yield return ("no-budget", () =>
            Digest(Monthly().AddRun(-1, 200, 33).WithAthlete(athlete => athlete with { Budget = Budget.None }))
        );
        yield return ("budget-for-the-great-days", () =>
            Digest(Monthly().AddRun(-1, 110, 18).WithAthlete(athlete => athlete with { Budget = Budget.Occasional }))
        );
        yield return ("never-had-a-massage", () =>
            Digest(new TimelineBuilder().WithBaseTraining().AddRun(-1, 200, 33))
        );
        yield return ("time-for-the-next-one", () =>
            Digest(new TimelineBuilder().WithBaseTraining().WithMassages(32, 62, 92))
        );
        yield return ("quiet-week", () => Digest(Monthly()));
        yield return ("nothing-happened", () => Digest(new TimelineBuilder().AddRun(-40, 50, 9)));
        yield return ("first-week", () =>
            Digest(new TimelineBuilder().AddRun(-5, 30, 5).AddRun(-3, 40, 7).AddRun(-1, 95, 15))
        );
        yield return ("was-this-a-race", () => Digest(Monthly().AddRun(-1, 44, 10.02)));
        yield return ("sore-spot", () => Digest(Monthly().AddRun(-1, 120, 20).AddPain(-1, "left calf", 4)));
        yield return ("emergency", () => Digest(Monthly().AddPain(-1, "chest", 6, "chest-pain")));
        yield return ("red-flag-german", () =>
            Digest(Monthly().AddPain(-1, "linke Wade", 6, "one-sided-swelling"), german)
        );
        yield return ("ill", () => Digest(Monthly().AddIllness(-1)));
        yield return ("a-condition", () =>
            Digest(Monthly().AddRun(-1, 200, 33).WithAthlete(athlete => athlete with { Conditions = ["pregnancy"] }))
        );
        yield return ("booked-and-it-fits", () =>
            Digest(Monthly().AddRun(-1, 120, 20).AddSlot(3, MassageKind.Swedish))
        );
        yield return ("booked-on-a-bad-day", () =>
            Digest(Monthly().AddCalendarRace(4, 42.2).AddSlot(3, MassageKind.DeepTissue))
        );
        yield return ("all-at-once", () =>
            Digest(
                new TimelineBuilder()
                    .WithBaseTraining()
                    .AddRaceRun(-8, 5.02, 24, "parkrun")
                    .AddRaceRun(-1, 21.1, 105)
                    .AddRun(-3, 80, 14)
                    .AddRun(-4, 80, 14)
                    .AddCalendarRace(9, 10)
                    .AddSlot(1, MassageKind.DeepTissue),
                Anna with
                {
                    EarlyGentle = true,
                }
            )
        );
        yield return ("stale-data", () => Digest(Monthly().AddRun(-9, 200, 33), knownDaysAgo: 6));
        yield return ("race-plan", () =>
            Race(Monthly().AddCalendarRace(15, 42.2, name: "Harbour Marathon"), RaceMailStage.Plan)
        );
        yield return ("race-last-deep-day", () =>
            Race(Monthly().AddCalendarRace(6, 42.2, name: "Harbour Marathon"), RaceMailStage.LastDeep)
        );
        yield return ("race-eve", () =>
            Race(Monthly().AddCalendarRace(1, 42.2, name: "Harbour Marathon"), RaceMailStage.Eve)
        );
        yield return ("race-eve-german", () =>
            Race(Monthly().AddCalendarRace(1, 42.2, name: "Hafenmarathon"), RaceMailStage.Eve, german)
        );
        yield return ("race-after", () => Race(Monthly().AddRaceRun(-1, 42.3, 228), RaceMailStage.After));
        yield return ("race-after-without-a-recording", () =>
            Race(Monthly().AddCalendarRace(-1, 42.2, name: "Harbour Marathon"), RaceMailStage.After)
        );
        yield return ("race-ten-days-on", () => Race(Monthly().AddRaceRun(-10, 42.3, 228), RaceMailStage.Check));
        yield return ("red-flag-raised", () => RedFlag(Monthly().AddPain(0, "left calf", 5, "one-sided-swelling")));
        yield return ("hostile-titles", () =>
            Digest(
                Monthly()
                    .AddRun(-2, 200, 33, HostileTextFixture.Title)
                    .AddCalendarRace(12, 42.2, name: HostileTextFixture.Title)
            )
        );
    }

    private static RenderedMail Digest(TimelineBuilder log, AthleteSettings? athlete = null, int? knownDaysAgo = null)
    {
        var order = Order(log, athlete);
        if (knownDaysAgo is { } days)
        {
            order = order with { KnownUntil = order.WrittenAt.AddDays(-days) };
        }

        return DigestFixture.Mail(GeneratedMailFixture.Planned(log.Timeline), order);
    }

    private static RenderedMail Race(TimelineBuilder log, RaceMailStage stage, AthleteSettings? athlete = null)
    {
        var planned = GeneratedMailFixture.Planned(log.Timeline);
        var mail = RaceMailSelector.Select(planned, RuleParameters.Default).Single(one => one.Stage == stage);
        return DigestFixture.Mail(planned, Order(log, athlete) with { Kind = MailKind.Race, Period = mail.Period });
    }

    private static RenderedMail RedFlag(TimelineBuilder log)
    {
        AdviceResult planned = GeneratedMailFixture.Planned(log.Timeline);
        return DigestFixture.Mail(
            planned,
            Order(log, null) with
            {
                Kind = MailKind.RedFlag,
                Period = RedFlagPeriod.Parse("2026-11-23.2"),
            }
        );
    }

    private static MailRequest Order(TimelineBuilder log, AthleteSettings? athlete) =>
        new(
            athlete ?? Anna,
            MailKind.Digest,
            new WeekPeriod(2026, 48),
            log.Timeline.AsOf,
            log.Timeline.AsOf,
            new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero),
            null
        );
}
