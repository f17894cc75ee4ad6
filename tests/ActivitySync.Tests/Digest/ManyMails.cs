using System.Text.Json;
using ActivitySync.Digest;
using ActivitySync.Intake;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Settings;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Digest;

/// <summary>Mails of many kinds: the plans made by hand, and, where the specification lies beside, the mail of each of its scenarios.</summary>
internal static class ManyMails
{
    private static readonly string[] _languages = ["en", "de"];

    private static readonly Lazy<IReadOnlyList<(string Name, RenderedMail Mail)>> _all = new(() => [.. Written()]);

    /// <summary>All of them, in every language.</summary>
    public static IReadOnlyList<(string Name, RenderedMail Mail)> All => _all.Value;

    public static IEnumerable<(string Name, PlannedRecovery Planned)> Plans()
    {
        yield return ("by hand: long run", HandMade.AfterLongRun());
        yield return ("by hand: marathon", HandMade.AfterMarathon());
        yield return ("by hand: stopped", HandMade.AfterMarathon(stopped: true));
        yield return ("by hand: hostile", HandMade.AfterMarathon(HostileText.Title));
        yield return ("by hand: quiet", HandMade.Quiet());
        foreach (var level in Enum.GetValues<MedicalLevel>()) yield return ($"by hand: {level}", HandMade.Medical(level, "one-sided-swelling", "limping"));
        if (SharedFolder.Path is not { } shared) yield break;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(shared, "domain", "scenarios"), "*.json").Order(StringComparer.Ordinal))
        {
            using var scenario = JsonDocument.Parse(File.ReadAllBytes(file));
            yield return (Path.GetFileNameWithoutExtension(file), Planned(TimelineDocument.Read(scenario.RootElement.GetProperty("input"))));
        }
    }

    public static PlannedRecovery Planned(Timeline timeline)
    {
        var plan = RecoveryPlanner.Plan(timeline, RuleParameters.Default);
        return new PlannedRecovery(timeline, plan, timeline.Activities.ToDictionary(
            activity => activity.Id, activity => new HeldActivity(activity, [SourceName.Garmin])));
    }

    public static MailOrder OrderFor(PlannedRecovery planned, AthleteSettings athlete)
    {
        var today = planned.Plan.AsOf;
        var week = System.Globalization.ISOWeek.GetWeekOfYear(today.ToDateTime(default));
        return new MailOrder(
            athlete, "digest", $"{today.Year}-W{week:00}", today, today, new DateTimeOffset(today, new TimeOnly(18, 0), TimeSpan.Zero), null);
    }

    private static IEnumerable<(string Name, RenderedMail Mail)> Written()
    {
        foreach (var language in _languages)
        {
            foreach (var (name, planned) in Plans())
            {
                var order = OrderFor(planned, HandMade.Anna with { Language = language });
                yield return ($"{name} ({language})", HandMade.Mail(planned, order));
                foreach (var race in RaceMailChoice.Of(planned, RuleParameters.Default))
                {
                    var mail = HandMade.Mail(planned, order with { Kind = MailOrder.RaceKind, Period = race.Period });
                    yield return ($"{name}, {race.Period} ({language})", mail);
                }
            }
        }
    }
}
