using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Commands;
using ActivitySync.Web.Access;
using ActivitySync.Web.Localization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

public sealed class ActivityPageTests : IAsyncLifetime
{
    private readonly CommandFixture _commands = new CommandFixture("ben").With(settings =>
        settings with
        {
            FileAthletes = [settings.FileAthletes[0], settings.FileAthletes[1] with { Language = "de" }],
        }
    );

    private PageFixture? _page;

    private PageFixture Page => _page!;

    public async ValueTask InitializeAsync() => _page = await PageFixture.StartAsync(_commands);

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task It_says_what_the_activity_was_taken_for_and_why()
    {
        var ids = AddWeeks("anna");
        using var browser = await Page.SignInAsync();

        var longRun = await ReadAsync(browser, $"/activities/{ids[^1]}");
        var ordinary = await ReadAsync(browser, $"/activities/{ids[0]}");

        Assert.Contains("<h1>Sunday with Jo</h1>", longRun, StringComparison.Ordinal);
        Assert.Contains("Sunday 22 November 2026, 08:00", longRun, StringComparison.Ordinal);
        Assert.Contains("3 h 20, 35 km", longRun, StringComparison.Ordinal);
        Assert.Contains("Taken for: long run (sure).", longRun, StringComparison.Ordinal);
        Assert.Matches("Because: 3 h 20 moving, .*your longest in seven days", longRun);
        Assert.Contains("Taken for: an ordinary run.", ordinary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_so_in_the_athletes_language()
    {
        var ids = AddWeeks("ben");
        using var browser = await Page.SignInAsync("ben");

        var page = await ReadAsync(browser, $"/activities/{ids[^1]}");

        Assert.Contains("Gilt als: langer Lauf (sicher).", page, StringComparison.Ordinal);
        Assert.Matches("Warum: 3:20 h in Bewegung, .*dein längster in sieben Tagen", page);
    }

    [Theory]
    [InlineData("race", "A", "race")]
    [InlineData("race", "", "race")]
    [InlineData("long-run", "", "long-run")]
    [InlineData("hard", "B", "hard")]
    public async Task A_label_is_the_athletes_answer_and_can_be_undone(string label, string importance, string expected)
    {
        var ids = AddWeeks("anna");
        using var browser = await Page.SignInAsync();
        var path = $"/activities/{ids[0]}";

        using var saved = await PageFixture.PressAsync(
            browser,
            path,
            path,
            ("label", label),
            ("importance", importance)
        );

        var activity = await FindAsync(ids[0]);
        Assert.Equal([expected], activity["labels"]!.AsArray().Select(one => one!.GetValue<string>()));
        Assert.Contains("your own word", activity["explanation"]!.GetValue<string>(), StringComparison.Ordinal);
        if (importance == "A")
        {
            Assert.Equal("A", activity["importance"]!.GetValue<string>());
        }

        Assert.Matches($"^{path}\\?saved=[0-9]+$", saved.Headers.Location!.ToString());
        var page = await ReadAsync(browser, saved.Headers.Location!.ToString());
        Assert.Contains("(you said so)", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{label}\" checked", page, StringComparison.Ordinal);

        Undo(saved.Headers.Location!.ToString().Split('=')[1]);
        Assert.Empty((await FindAsync(ids[0]))["labels"]!.AsArray());
    }

    [Fact]
    public async Task Easy_and_automatic_are_answers_too()
    {
        var ids = AddWeeks("anna");
        using var browser = await Page.SignInAsync();
        var path = $"/activities/{ids[^1]}";

        using var easy = await PageFixture.PressAsync(browser, path, path, ("label", "easy"));
        Assert.Empty((await FindAsync(ids[^1]))["labels"]!.AsArray());
        Assert.Contains("value=\"easy\" checked", await ReadAsync(browser, path), StringComparison.Ordinal);

        using var automatic = await PageFixture.PressAsync(browser, path, path, ("label", "auto"));
        Assert.NotEmpty((await FindAsync(ids[^1]))["labels"]!.AsArray());
        Assert.Contains("value=\"auto\" checked", await ReadAsync(browser, path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_athletes_activity_does_not_exist()
    {
        var ids = AddWeeks("ben");
        AddWeeks("anna");
        using var browser = await Page.SignInAsync();
        var path = $"/activities/{ids[0]}";

        using var read = await browser.GetAsync(path);
        using var form = new FormUrlEncodedContent([new("label", "race"), new("token", CreateToken(path))]);
        using var written = await browser.PostAsync(path, form);

        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.DoesNotContain("Jo", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, written.StatusCode);
        using var connection = _commands.Database.Open();
        Assert.Empty(LabelRepository.GetAll(connection, GetAthleteId("ben")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("999999999999999999")]
    [InlineData("99999999999999999999999999")]
    [InlineData("x")]
    [InlineData("%F0%9F%8F%83")]
    public async Task An_unknown_activity_does_not_exist(string id)
    {
        using var browser = await Page.SignInAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/activities/{id}")).StatusCode);
    }

    [Fact]
    public async Task Any_value_of_a_field_is_answered_and_none_is_stored()
    {
        var ids = AddWeeks("anna");
        using var browser = await Page.SignInAsync();
        var path = $"/activities/{ids[0]}";
        string[] values =
        [
            "",
            "RACE",
            "race\0",
            "0",
            "-1",
            new string('x', 8000),
            "<script>alert(1)</script>",
            "long run",
            "\uD83C\uDFC3",
        ];

        foreach (var value in values)
        {
            foreach (var (label, importance) in new[] { (value, ""), ("race", value.Length == 0 ? "D" : value) })
            {
                using var response = await PageFixture.PressAsync(
                    browser,
                    path,
                    path,
                    ("label", label),
                    ("importance", importance)
                );
                var html = await response.Content.ReadAsStringAsync();
                Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
                Assert.Contains("Choose what it was.", html, StringComparison.Ordinal);
                Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            }
        }

        Assert.Empty((await FindAsync(ids[0]))["labels"]!.AsArray());
    }

    [Fact]
    public async Task The_copies_are_named_by_source_and_file()
    {
        const string hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        var athleteId = _commands.GetAthleteId();
        const string start = "2026-11-20T07:00:00+01:00";
        var id = _commands.AddRecording(
            CommandFixture.CreateRecording(SourceNames.File, $"{hash[..16]}-1", start, 10, 60)
        );
        Assert.Equal(
            id,
            _commands.AddRecording(CommandFixture.CreateRecording(SourceNames.Strava, "4711", start, 10, 60))
        );
        using (var connection = _commands.Database.Open())
        {
            ImportedFileRepository.Save(
                connection,
                athleteId,
                new ImportedFileRow(hash, "<b>2026\u202E-run.fit", "imported", null, 1_795_000_000)
            );
        }

        using var browser = await Page.SignInAsync();

        var html = await browser.GetStringAsync($"/activities/{id}");

        Assert.Contains("File &lt;b&gt;2026-run.fit", html, StringComparison.Ordinal);
        Assert.Matches("Strava\\s*<a href=\"https://www.strava.com/activities/4711\"[^>]*>View on Strava</a>", html);
        Assert.Contains("Powered by Strava.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_from_outside_stays_a_text()
    {
        var id = _commands.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.File,
                "x",
                "2026-11-20T07:00:00+01:00",
                10,
                60,
                "<img src=x onerror=alert(1)> #race"
            )
        );
        using var browser = await Page.SignInAsync();

        foreach (var path in new[] { $"/activities/{id}", "/season" })
        {
            Assert.DoesNotContain("<img", await browser.GetStringAsync(path), StringComparison.Ordinal);
        }

        Assert.Contains("A hashtag in the title", await browser.GetStringAsync($"/activities/{id}"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Every_reason_has_its_own_words(string language)
    {
        var facts = new ReasonFacts
        {
            Time = "TIME",
            Distance = "DISTANCE",
            HeartRate = "150",
            Exertion = "7",
            UsualTime = "USUAL",
            TimesUsual = "2.0",
            PercentOfWeek = "40",
            Weekday = "DAY",
        };
        // These only lower a score, so they are never a reason.
        string[] negative =
        [
            FeatureNames.TrainingName,
            FeatureNames.NotLongName,
            FeatureNames.IntervalStructure,
            FeatureNames.EasyName,
            FeatureNames.LongLoad,
        ];
        var names = typeof(FeatureNames)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Concat(typeof(ExplanationReasons).GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Except(negative)
            .ToList();
        var texts = PageLanguages.All.Single(texts => texts.Tag == language).Activity;

        var words = names.Select(name => (name, Text: texts.Reason(name, facts))).ToList();

        Assert.True(words.Count > 25);
        foreach (var group in words.GroupBy(word => word.Text).Where(group => group.Count() > 1))
        {
            Assert.Equal([FeatureNames.RaceHeartRate, FeatureNames.HighHeartRate], group.Select(word => word.name));
        }
    }

    /// <summary>Ten weeks of short runs and a very long one yesterday; returns the ids by date.</summary>
    private List<string> AddWeeks(string athlete)
    {
        var runs = Enumerable
            .Range(1, 70)
            .Where(daysAgo => daysAgo % 2 == 0)
            .Reverse()
            .Select(daysAgo => Create(daysAgo, 45, 8, "Morning Run"))
            .Append(Create(1, 200, 35, "Sunday with Jo"));
        return
        [
            .. new RecordingReconciler(_commands.Database, _commands.Clock)
                .Add(GetAthleteId(athlete), [.. runs])
                .Select(added => added.ActivityId),
        ];

        SourceRecording Create(int daysAgo, double minutes, double kilometers, string name) =>
            CommandFixture.CreateRecording(
                SourceNames.File,
                $"{athlete}-{daysAgo}",
                $"{new DateOnly(2026, 11, 23).AddDays(-daysAgo):yyyy-MM-dd}T08:00:00+01:00",
                kilometers,
                minutes,
                name
            );
    }

    /// <summary>The token of a form that no page of the only session shows.</summary>
    private string CreateToken(string path)
    {
        using var connection = _commands.Database.Open();
        return Page
            .Services.GetRequiredService<FormTokens>()
            .Create(connection.ExecuteScalar<string>("SELECT token_hash FROM sessions")!, path);
    }

    private long GetAthleteId(string athlete)
    {
        using var connection = _commands.Database.Open();
        return AthleteRepository.GetOrAddId(connection, athlete, _commands.Clock);
    }

    private void Undo(string undoId)
    {
        using var logbook = AthleteLogbook.Open(
            _commands.Database,
            _commands.Settings.FileAthletes[0],
            _commands.Clock,
            _commands.Settings.Rules
        );
        Assert.Equal(
            UndoResult.Done,
            logbook.Undo(long.Parse(undoId, System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    private async Task<JsonNode> FindAsync(string id)
    {
        var (_, output, _) = await _commands.RunAsync("activities", "--athlete", "anna", "--json");
        return JsonNode.Parse(output)!.AsArray().Single(activity => activity!["id"]!.GetValue<string>() == id)!;
    }

    private static async Task<string> ReadAsync(HttpClient browser, string path) =>
        WebUtility.HtmlDecode(await browser.GetStringAsync(path));
}
