using ActivitySync.Digest;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Settings;
using ActivitySync.Tests.Recovery;

namespace ActivitySync.Tests.Digest;

/// <summary>
/// The situations a runner can be in, each as one mail through the real engine: today is Monday 23 November 2026. They are
/// kept as golden mails, parsed by others, and looked at in a browser.
/// </summary>
internal static class Situations
{
    private static readonly AthleteSettings _anna = HandMade.Anna;

    private static readonly Lazy<IReadOnlyDictionary<string, RenderedMail>> _mails = new(() => Table().ToDictionary(one => one.Name, one => one.Write(), StringComparer.Ordinal));

    public static IReadOnlyDictionary<string, RenderedMail> Mails => _mails.Value;

    public static TheoryData<string> Names => [.. Table().Select(one => one.Name)];

    private static IEnumerable<(string Name, Func<RenderedMail> Write)> Table()
    {
        RunnerLog Monthly() => new RunnerLog().Trained().Monthly();
        var german = _anna with { Language = "de" };

        yield return ("marathon-on-sunday", () => Digest(Monthly().Raced(-1, 42.3, 228)));
        yield return ("marathon-on-sunday-german", () => Digest(Monthly().Raced(-1, 42.3, 228), german));
        yield return ("marathon-stopped", () => HandMade.Mail(HandMade.AfterMarathon(stopped: true)));
        yield return ("race-in-four-days", () => Digest(Monthly().Race(4, 10)));
        yield return ("race-in-twelve-days", () => Digest(Monthly().Race(12, 42.2)));
        yield return ("race-without-a-recording", () => Digest(Monthly().Race(-1, 21.1)));
        yield return ("two-races", () => Digest(Monthly().Raced(-2, 21.1, 105).Race(11, 10)));
        yield return ("long-run", () => Digest(Monthly().Run(-1, 200, 33)));
        yield return ("long-run-german", () => Digest(Monthly().Run(-1, 200, 33), german));
        yield return ("long-run-imperial", () => Digest(Monthly().Run(-1, 200, 33), _anna with { Units = UnitSystem.Imperial }));
        yield return ("no-budget", () => Digest(Monthly().Run(-1, 200, 33).With(runner => runner with { Budget = Budget.None })));
        yield return ("budget-for-the-great-days", () => Digest(Monthly().Run(-1, 110, 18).With(runner => runner with { Budget = Budget.Occasional })));
        yield return ("never-had-a-massage", () => Digest(new RunnerLog().Trained().Run(-1, 200, 33)));
        yield return ("time-for-the-next-one", () => Digest(new RunnerLog().Trained().Massages(32, 62, 92)));
        yield return ("quiet-week", () => Digest(Monthly()));
        yield return ("nothing-happened", () => Digest(new RunnerLog().Run(-40, 50, 9)));
        yield return ("first-week", () => Digest(new RunnerLog().Run(-5, 30, 5).Run(-3, 40, 7).Run(-1, 95, 15)));
        yield return ("was-this-a-race", () => Digest(Monthly().Run(-1, 44, 10.02)));
        yield return ("sore-spot", () => Digest(Monthly().Run(-1, 120, 20).Hurts(-1, "left calf", 4)));
        yield return ("emergency", () => Digest(Monthly().Hurts(-1, "chest", 6, "chest-pain")));
        yield return ("red-flag-german", () => Digest(Monthly().Hurts(-1, "linke Wade", 6, "one-sided-swelling"), german));
        yield return ("ill", () => Digest(Monthly().Ill(-1)));
        yield return ("a-condition", () => Digest(Monthly().Run(-1, 200, 33).With(runner => runner with { Conditions = ["pregnancy"] })));
        yield return ("booked-and-it-fits", () => Digest(Monthly().Run(-1, 120, 20).Slot(3, MassageKind.Swedish)));
        yield return ("booked-on-a-bad-day", () => Digest(Monthly().Race(4, 42.2).Slot(3, MassageKind.DeepTissue)));
        yield return ("all-at-once", () => Digest(
            new RunnerLog().Trained().Raced(-8, 5.02, 24, "parkrun").Raced(-1, 21.1, 105).Run(-3, 80, 14).Run(-4, 80, 14).Race(9, 10).Slot(1, MassageKind.DeepTissue), _anna with { EarlyGentle = true }));
        yield return ("stale-data", () => Digest(Monthly().Run(-9, 200, 33), knownDaysAgo: 6));
        yield return ("race-plan", () => Race(Monthly().Race(15, 42.2, name: "Harbour Marathon"), RaceStage.Plan));
        yield return ("race-last-deep-day", () => Race(Monthly().Race(6, 42.2, name: "Harbour Marathon"), RaceStage.LastDeep));
        yield return ("race-eve", () => Race(Monthly().Race(1, 42.2, name: "Harbour Marathon"), RaceStage.Eve));
        yield return ("race-eve-german", () => Race(Monthly().Race(1, 42.2, name: "Hafenmarathon"), RaceStage.Eve, german));
        yield return ("race-after", () => Race(Monthly().Raced(-1, 42.3, 228), RaceStage.After));
        yield return ("race-after-without-a-recording", () => Race(Monthly().Race(-1, 42.2, name: "Harbour Marathon"), RaceStage.After));
        yield return ("race-ten-days-on", () => Race(Monthly().Raced(-10, 42.3, 228), RaceStage.Check));
        yield return ("red-flag-raised", () => Notice(Monthly().Hurts(0, "left calf", 5, "one-sided-swelling")));
        yield return ("hostile-titles", () => Digest(Monthly().Run(-2, 200, 33, HostileText.Title).Race(12, 42.2, name: HostileText.Title)));
    }

    private static RenderedMail Digest(RunnerLog log, AthleteSettings? athlete = null, int? knownDaysAgo = null)
    {
        var order = Order(log, athlete);
        if (knownDaysAgo is { } days) order = order with { KnownUntil = order.WrittenAt.AddDays(-days) };
        return HandMade.Mail(ManyMails.Planned(log.Timeline), order);
    }

    private static RenderedMail Race(RunnerLog log, RaceStage stage, AthleteSettings? athlete = null)
    {
        var planned = ManyMails.Planned(log.Timeline);
        var mail = RaceMailChoice.Of(planned, RuleParameters.Default).Single(one => one.Stage == stage);
        return HandMade.Mail(planned, Order(log, athlete) with { Kind = MailOrder.RaceKind, Period = mail.Period });
    }

    private static RenderedMail Notice(RunnerLog log)
    {
        PlannedRecovery planned = ManyMails.Planned(log.Timeline);
        return HandMade.Mail(planned, Order(log, null) with { Kind = MailOrder.NoticeKind, Period = "2026-11-23.2" });
    }

    private static MailOrder Order(RunnerLog log, AthleteSettings? athlete) => new(
        athlete ?? _anna, "digest", "2026-W48", log.Timeline.AsOf, log.Timeline.AsOf, new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero), null);
}
