using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.Web;

/// <summary>What holds for the page of any athlete with any stored data.</summary>
[Trait("Category", "Soak")]
public sealed partial class PagePropertyTests
{
    /// <summary>Pages of a signed-in athlete.</summary>
    internal static readonly string[] Paths =
    [
        "/week",
        "/days",
        "/season",
        "/races",
        "/log",
        "/log/massage",
        "/log/pain",
        "/log/illness",
        "/emails",
        "/settings",
        "/settings/delete",
        "/connect",
        "/admin",
    ];

    /// <summary>Part of every text of ben, and of nothing else.</summary>
    internal const string MarkOfBen = "Quarzbach";

    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task Pages_show_nothing_of_another_athlete()
    {
        var random = TestScale.CreateRandom();
        for (var round = 0; round < TestScale.Choose(3, 100); round++)
        {
            using var commands = new CommandFixture("ben");
            Fill(commands, "anna", random, mark: "Morning");
            var bens = Fill(commands, "ben", random, MarkOfBen);
            await using var page = await PageFixture.StartAsync(commands);
            using var browser = await page.SignInAsync();
            foreach (var path in Paths.Concat(bens.Select(id => $"/activities/{id}")))
            {
                using var response = await browser.GetAsync(path);
                Assert.True((int)response.StatusCode < 500, $"{path}: {response.StatusCode}");
                var text = await response.Content.ReadAsStringAsync();

                Assert.DoesNotContain(MarkOfBen, text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("ben@example.org", text, StringComparison.OrdinalIgnoreCase);
                Assert.All(bens, id => Assert.DoesNotContain($"/activities/{id}\"", text, StringComparison.Ordinal));
                if (path.StartsWith("/activities/", StringComparison.Ordinal))
                {
                    Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
                }
            }
        }
    }

    [Fact]
    public async Task The_week_says_what_the_plan_says()
    {
        var random = TestScale.CreateRandom();
        for (var round = 0; round < TestScale.Choose(6, 500); round++)
        {
            using var commands = new CommandFixture("ben");
            Fill(commands, "anna", random, mark: "Morning");
            await using var page = await PageFixture.StartAsync(commands);
            using var browser = await page.SignInAsync();
            var html = WebUtility.HtmlDecode(await browser.GetStringAsync("/week"));
            var printed = await commands.RunAsync("plan", "--json", "--athlete", "anna");
            var plan = JsonNode.Parse(printed.Output)!;
            var heading = HeadingPattern().Match(html).Groups[1].Value;
            var canBook = html.Contains("value=\"booked.", StringComparison.Ordinal);

            if (plan["medical"] is { } medical)
            {
                var level = EnumText.Parse<MedicalLevel>(medical["level"]!.GetValue<string>());
                var texts = English.Language.Medical;
                var isCondition = level == MedicalLevel.Clinician && heading == texts.ConditionAction;
                Assert.True(
                    isCondition
                        || heading.StartsWith(texts.Action(level, "").Split(" about ")[0], StringComparison.Ordinal),
                    heading
                );
                Assert.DoesNotContain("Tonight", RemoveTags(html), StringComparison.Ordinal);
                Assert.False(canBook);
                continue;
            }

            if (plan["reasons"]!.AsArray().Any(code => code!.GetValue<string>() == ReasonCode.PainLocal.Code))
            {
                // A sore spot comes first, on the page as in the emails.
                Assert.False(canBook && heading.Contains("Book", StringComparison.Ordinal), heading);
            }
            else if (plan["massage"] is { } massage)
            {
                var days = English.Language.Days(GetDate(massage, "from"), GetDate(massage, "to"));
                Assert.Contains(days, html, StringComparison.Ordinal);
            }
            else
            {
                Assert.False(canBook, heading);
            }
        }
    }

    private static DateOnly GetDate(JsonNode massage, string name) =>
        DateOnly.ParseExact(massage[name]!.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Stores random runs, races, massages, bookings, pains and illnesses; returns the ids of runs.</summary>
    internal static List<string> Fill(CommandFixture commands, string athlete, Random random, string mark)
    {
        using var connection = commands.Database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete, commands.Clock);
        List<SourceRecording> runs = [];
        for (var daysAgo = random.Next(0, 200); daysAgo >= 0; daysAgo -= random.Next(1, 4))
        {
            var start = Today.AddDays(-daysAgo).ToDateTime(new TimeOnly(6, random.Next(60)));
            var minutes = random.Next(6) == 0 ? random.Next(90, 260) : random.Next(20, 80);
            runs.Add(
                CommandFixture.CreateRecording(
                    SourceNames.File,
                    $"{athlete}-{daysAgo}",
                    start.ToString("yyyy-MM-ddTHH:mm:ss+01:00", CultureInfo.InvariantCulture),
                    minutes / 5.7,
                    minutes,
                    random.Next(9) == 0 ? $"{mark} Race" : $"{mark} Run"
                )
            );
        }

        var ids = new RecordingReconciler(commands.Database, commands.Clock)
            .Add(athleteId, runs)
            .Select(added => added.ActivityId)
            .ToList();
        for (var i = random.Next(3); i > 0; i--)
        {
            var kind = random.GetItems(Enum.GetValues<MassageKind>(), 1)[0];
            MassageRepository.Add(connection, athleteId, new Massage(Today.AddDays(-random.Next(1, 60)), kind));
            SlotRepository.Add(connection, athleteId, new Massage(Today.AddDays(random.Next(0, 20)), kind));
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            RaceRepository.Add(
                connection,
                athleteId,
                new CalendarRace { Date = Today.AddDays(random.Next(-20, 40)), Name = $"{mark}lauf {i}" }
            );
        }

        if (random.Next(3) == 0)
        {
            PainRepository.Add(
                connection,
                athleteId,
                new Pain
                {
                    Date = Today.AddDays(-random.Next(10)),
                    Area = $"{mark} calf",
                    Severity = random.Next(1, 9),
                    Signs = random.Next(2) == 0 ? [MedicalSigns.All[random.Next(MedicalSigns.All.Count)]] : [],
                }
            );
        }

        if (random.Next(6) == 0)
        {
            IllnessRepository.Add(connection, athleteId, new Illness(Today.AddDays(-random.Next(5)), $"{mark} fever"));
        }

        return ids;
    }

    private static string RemoveTags(string html) => TagPattern().Replace(html, " ");

    [GeneratedRegex("<h1[^>]*>([^<]*)</h1>")]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex TagPattern();
}
