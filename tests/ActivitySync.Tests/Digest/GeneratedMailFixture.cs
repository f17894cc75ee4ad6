using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sync;

namespace ActivitySync.Tests.Digest;

/// <summary>
/// Mails of many kinds: from the plans of <see cref="DigestFixture"/> and from every scenario, in every language.
/// </summary>
internal static class GeneratedMailFixture
{
    private static readonly string[] Languages = ["en", "de"];

    private static readonly Lazy<IReadOnlyList<(string Name, RenderedMail Mail)>> LazyAll = new(() => [.. Written()]);

    /// <summary>All mails, in every language.</summary>
    public static IReadOnlyList<(string Name, RenderedMail Mail)> All => LazyAll.Value;

    public static IEnumerable<(string Name, AdviceResult Planned)> Plans()
    {
        yield return ("by hand: long run", DigestFixture.AfterLongRun());
        yield return ("by hand: marathon", DigestFixture.AfterMarathon());
        yield return ("by hand: stopped", DigestFixture.AfterMarathon(stopped: true));
        yield return ("by hand: hostile", DigestFixture.AfterMarathon(HostileTextFixture.Title));
        yield return ("by hand: quiet", DigestFixture.Quiet());
        foreach (var level in Enum.GetValues<MedicalLevel>())
        {
            yield return ($"by hand: {level}", DigestFixture.Medical(level, "one-sided-swelling", "limping"));
        }

        foreach (
            var file in Directory
                .EnumerateFiles(TestPaths.SpecificationScenarios, "*.json")
                .Order(StringComparer.Ordinal)
        )
        {
            using var scenario = JsonDocument.Parse(File.ReadAllBytes(file));
            yield return (
                Path.GetFileNameWithoutExtension(file),
                Planned(SimulationDocument.Read(scenario.RootElement.GetProperty("input")))
            );
        }
    }

    public static AdviceResult Planned(Timeline timeline)
    {
        var plan = RecoveryPlanner.Plan(timeline, RuleParameters.Default);
        return new AdviceResult(
            timeline,
            plan,
            timeline.Activities.ToDictionary(
                activity => activity.Id,
                activity => new StoredActivity(activity, [SourceNames.Garmin])
            )
        );
    }

    public static MailRequest OrderFor(AdviceResult planned, AthleteSettings athlete)
    {
        var today = planned.Plan.AsOf;
        return DigestFixture.AddStored(
            new MailRequest(
                athlete,
                MailKind.Digest,
                WeekPeriod.From(today),
                today,
                today,
                new DateTimeOffset(today, new TimeOnly(18, 0), TimeSpan.Zero),
                null
            ),
            planned.Timeline
        );
    }

    private static IEnumerable<(string Name, RenderedMail Mail)> Written()
    {
        foreach (var language in Languages)
        {
            foreach (var (name, planned) in Plans())
            {
                var order = OrderFor(planned, DigestFixture.Anna with { Language = language });
                yield return ($"{name} ({language})", DigestFixture.Mail(planned, order));
                foreach (var race in RaceMailSelector.Select(planned, RuleParameters.Default))
                {
                    var mail = DigestFixture.Mail(planned, order with { Kind = MailKind.Race, Period = race.Period });
                    yield return ($"{name}, {race.Period} ({language})", mail);
                }
            }
        }
    }
}
