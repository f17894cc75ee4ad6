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
    private static readonly string[] Languages = ["en", "de"];

    private static readonly Lazy<IReadOnlyDictionary<string, RenderedMail>> LazyMails = new(() =>
        Table().ToDictionary(one => one.Name, one => one.Write(), StringComparer.Ordinal)
    );

    /// <summary>All mails by the name of their situation and language: <c>long-run.de</c>.</summary>
    public static IReadOnlyDictionary<string, RenderedMail> Mails => LazyMails.Value;

    public static TheoryData<string> Names => [.. Table().Select(one => one.Name)];

    private static IEnumerable<(string Name, Func<RenderedMail> Write)> Table() =>
        from language in Languages
        let anna = DigestFixture.Anna with
        {
            Language = language,
        }
        from situation in Situations(anna).Concat(SituationsWithPage(anna))
        select ($"{situation.Name}.{language}", situation.Write);

    private static IEnumerable<(string Name, Func<RenderedMail> Write)> Situations(AthleteSettings anna)
    {
        TimelineBuilder Trained() => new TimelineBuilder().WithBaseTraining();
        TimelineBuilder Monthly() => Trained().WithMonthlyMassages();
        TimelineBuilder NoBudget(TimelineBuilder log) =>
            log.WithAthlete(athlete => athlete with { Budget = Budget.None });
        var connected = anna with { Sources = new AthleteSources { Enabled = [SourceNames.Strava] } };

        yield return ("welcome", () => Digest(new TimelineBuilder(), anna));
        yield return ("marathon-on-sunday", () =>
            Digest(Monthly().AddRaceRun(-1, 42.3, 228, name: "Riverside Marathon"), anna)
        );
        yield return ("ten-kilometers-on-sunday", () => Digest(Monthly().AddRaceRun(-1, 10, 44), anna));
        yield return ("marathon-stopped", () =>
            DigestFixture.Mail(DigestFixture.AfterMarathon(stopped: true), DigestFixture.Order with { Athlete = anna })
        );
        yield return ("race-in-four-days", () => Digest(Monthly().AddCalendarRace(4, 10), anna));
        yield return ("race-in-twelve-days", () => Digest(Monthly().AddCalendarRace(12, 42.2), anna));
        yield return ("race-without-a-recording", () => Digest(Monthly().AddCalendarRace(-1, 21.1), anna));
        yield return ("two-races", () => Digest(Monthly().AddRaceRun(-2, 21.1, 105).AddCalendarRace(11, 10), anna));
        yield return ("long-run", () => Digest(Monthly().AddRun(-1, 200, 33), connected));
        yield return ("long-run-imperial", () =>
            Digest(Monthly().AddRun(-1, 200, 33), anna with { Units = UnitSystem.Imperial })
        );
        yield return ("long-run-and-a-race-ahead", () =>
            Digest(Monthly().AddRun(-1, 200, 33).AddCalendarRace(20, 42.2, name: "Harbour Marathon"), connected)
        );
        yield return ("long-ride", () => Digest(Monthly().AddActivity(-1, "ride", 260, 95, "Ride", "ride"), anna));
        yield return ("no-budget", () => Digest(NoBudget(Monthly().AddRun(-1, 200, 33)), anna));
        yield return ("budget-for-the-great-days", () =>
            Digest(
                Monthly().AddRun(-1, 110, 18).WithAthlete(athlete => athlete with { Budget = Budget.Occasional }),
                anna
            )
        );
        yield return ("never-had-a-massage", () => Digest(Trained().AddRun(-1, 200, 33), anna));
        yield return ("time-for-the-next-one", () => Digest(Trained().WithMassages(32, 62, 92), anna));
        yield return ("the-last-one-is-too-recent", () =>
            Digest(Trained().WithMassages(4, 34, 64).AddRun(-1, 120, 20), anna)
        );
        yield return ("quiet-week", () => Digest(Monthly(), anna));
        yield return ("quiet-after-a-long-run", () => Digest(Monthly().AddRun(-6, 130, 22), anna));
        yield return ("nothing-happened", () => Digest(new TimelineBuilder().AddRun(-40, 50, 9), anna));
        yield return ("first-week", () =>
            Digest(new TimelineBuilder().AddRun(-5, 30, 5).AddRun(-3, 40, 7).AddRun(-1, 95, 15), anna)
        );
        yield return ("was-this-a-race", () => Digest(Monthly().AddRun(-1, 21, 5.01, "Race day"), connected));
        yield return ("sore-spot", () => Digest(Monthly().AddRun(-1, 120, 20).AddPain(-1, "left calf", 4), connected));
        yield return ("emergency", () => Digest(Monthly().AddPain(-1, "chest", 6, "chest-pain"), anna));
        yield return ("urgent", () => Digest(Monthly().AddPain(-1, "left calf", 6, "one-sided-swelling"), connected));
        yield return ("see-a-clinician", () => Digest(Monthly().AddPain(-1, "left calf", 8), anna));
        yield return ("ill", () => Digest(Monthly().AddIllness(-1), anna));
        yield return ("a-condition", () =>
            Digest(
                Monthly().AddRun(-1, 200, 33).WithAthlete(athlete => athlete with { Conditions = ["pregnancy"] }),
                anna
            )
        );
        yield return ("booked-and-it-fits", () =>
            Digest(Monthly().AddRun(-1, 120, 20).AddSlot(3, MassageKind.Swedish), anna)
        );
        yield return ("booked-and-it-should-be-light", () =>
            Digest(Monthly().AddCalendarRace(8, 42.2).AddSlot(2, MassageKind.DeepTissue), anna)
        );
        yield return ("booked-on-a-bad-day", () =>
            Digest(Monthly().AddCalendarRace(4, 42.2).AddSlot(3, MassageKind.DeepTissue), anna)
        );
        yield return ("booked-too-soon-after-a-long-run", () =>
            Digest(Monthly().AddRun(0, 200, 33).AddSlot(1, MassageKind.DeepTissue), anna)
        );
        yield return ("all-at-once", () =>
            Digest(
                Trained()
                    .AddRaceRun(-8, 5.02, 24, "parkrun")
                    .AddRaceRun(-1, 21.1, 105)
                    .AddRun(-3, 80, 14)
                    .AddRun(-4, 80, 14)
                    .AddCalendarRace(9, 10)
                    .AddSlot(1, MassageKind.DeepTissue),
                anna with
                {
                    EarlyGentle = true,
                }
            )
        );
        yield return ("stale-data", () =>
            Digest(Monthly().AddRun(-9, 200, 33), anna, order =>
                order with
                {
                    KnownUntil = order.WrittenAt.AddDays(-6),
                }
            )
        );
        yield return ("did-it-help", () => Digest(Trained().WithMassages(5, 35, 65).AddRun(-1, 110, 18), connected));
        yield return ("did-you-have-it", () => Digest(Monthly().AddRun(-1, 200, 33), anna, sent: new(7, -4, -3)));
        yield return ("changed-days", () => Digest(Monthly().AddRun(0, 200, 33), anna, sent: new(2, 1, 1)));
        yield return ("race-plan", () =>
            Race(Monthly().AddCalendarRace(15, 42.2, name: "Harbour Marathon"), RaceMailStage.Plan, anna)
        );
        yield return ("race-plan-nothing-to-book", () =>
            Race(NoBudget(Monthly().AddCalendarRace(9, 42.2, name: "Harbour Marathon")), RaceMailStage.Plan, anna)
        );
        yield return ("race-last-deep-day", () =>
            Race(Monthly().AddCalendarRace(8, 42.2, name: "Harbour Marathon"), RaceMailStage.LastDeep, anna)
        );
        yield return ("race-eve", () =>
            Race(Monthly().AddCalendarRace(1, 42.2, name: "Harbour Marathon"), RaceMailStage.Eve, anna)
        );
        yield return ("race-after", () =>
            Race(Monthly().AddRaceRun(-1, 42.3, 228, name: "Riverside Marathon"), RaceMailStage.After, anna)
        );
        yield return ("race-after-without-a-recording", () =>
            Race(Monthly().AddCalendarRace(-1, 42.2, name: "Harbour Marathon"), RaceMailStage.After, anna)
        );
        yield return ("race-ten-days-on", () =>
            Race(Monthly().AddRaceRun(-10, 42.3, 228), RaceMailStage.Check, connected)
        );
        yield return ("red-flag-raised", () =>
            RedFlag(Monthly().AddPain(0, "left calf", 5, "one-sided-swelling"), anna)
        );
        yield return ("hostile-titles", () =>
            Digest(
                Monthly()
                    .AddRun(-2, 200, 33, HostileTextFixture.Title)
                    .AddCalendarRace(12, 42.2, name: HostileTextFixture.Title),
                anna
            )
        );
    }

    /// <summary>The emails of an athlete who has a page: each question that links answer.</summary>
    private static IEnumerable<(string Name, Func<RenderedMail> Write)> SituationsWithPage(AthleteSettings anna)
    {
        TimelineBuilder Monthly() => new TimelineBuilder().WithBaseTraining().WithMonthlyMassages();
        MailRequest OnPage(MailRequest order) => order with { PageAddresses = DigestFixture.Page };

        yield return ("page-massage", () => Digest(Monthly().AddRun(-1, 200, 33), anna, OnPage));
        yield return ("page-nothing-to-ask", () => Digest(Monthly(), anna, OnPage));
        yield return ("page-was-this-a-race", () =>
            Digest(Monthly().AddRun(-1, 21, 5.01, "Race day", "42"), anna, OnPage)
        );
        yield return ("page-did-it-help", () =>
            Digest(new TimelineBuilder().WithBaseTraining().WithMassages(5, 35, 65).AddRun(-1, 110, 18), anna, OnPage)
        );
        yield return ("page-did-you-have-it", () =>
            Digest(Monthly().AddRun(-1, 200, 33), anna, OnPage, new(7, -4, -3))
        );
        yield return ("page-race-plan-nothing-to-book", () =>
            Race(
                Monthly()
                    .AddCalendarRace(9, 42.2, name: "Harbour Marathon")
                    .WithAthlete(athlete => athlete with { Budget = Budget.None }),
                RaceMailStage.Plan,
                anna,
                OnPage
            )
        );
        yield return ("page-race-after-without-a-recording", () =>
            Race(Monthly().AddCalendarRace(-1, 42.2, name: "Harbour Marathon"), RaceMailStage.After, anna, OnPage)
        );
        yield return ("page-urgent", () =>
            Digest(Monthly().AddPain(-1, "left calf", 6, "one-sided-swelling"), anna, OnPage)
        );
        yield return ("page-ill", () => Digest(Monthly().AddIllness(-1), anna, OnPage));
    }

    private static RenderedMail Digest(
        TimelineBuilder log,
        AthleteSettings athlete,
        Func<MailRequest, MailRequest>? change = null,
        SentDeepTissue? sent = null
    )
    {
        var order = Order(log, athlete);
        var planned = GeneratedMailFixture.Planned(log.Timeline);
        if (sent is not null)
        {
            planned = planned.Keep(
                [
                    new SentWindow(
                        order.Today.AddDays(-sent.DaysAgo),
                        MassageKind.DeepTissue,
                        order.Today.AddDays(sent.From),
                        order.Today.AddDays(sent.To)
                    ),
                ],
                RuleParameters.Default
            );
        }

        return DigestFixture.Mail(planned, change?.Invoke(order) ?? order);
    }

    private static RenderedMail Race(
        TimelineBuilder log,
        RaceMailStage stage,
        AthleteSettings athlete,
        Func<MailRequest, MailRequest>? change = null
    )
    {
        var planned = GeneratedMailFixture.Planned(log.Timeline);
        var mail = RaceMailSelector.Select(planned, RuleParameters.Default).Single(one => one.Stage == stage);
        var order = Order(log, athlete) with { Kind = MailKind.Race, Period = mail.Period };
        return DigestFixture.Mail(planned, change?.Invoke(order) ?? order);
    }

    private static RenderedMail RedFlag(TimelineBuilder log, AthleteSettings athlete) =>
        DigestFixture.Mail(
            GeneratedMailFixture.Planned(log.Timeline),
            Order(log, athlete) with
            {
                Kind = MailKind.RedFlag,
                Period = RedFlagPeriod.Parse("2026-11-23.2"),
            }
        );

    private static MailRequest Order(TimelineBuilder log, AthleteSettings athlete) =>
        DigestFixture.AddStored(
            new MailRequest(
                athlete,
                MailKind.Digest,
                new WeekPeriod(2026, 48),
                log.Timeline.AsOf,
                log.Timeline.AsOf,
                new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero),
                null
            ),
            log.Timeline
        );

    /// <summary>An earlier email suggested a deep-tissue massage.</summary>
    /// <param name="DaysAgo">When it was sent.</param>
    /// <param name="From">The first day, counted from today.</param>
    /// <param name="To">The last day.</param>
    private sealed record SentDeepTissue(int DaysAgo, int From, int To);
}
