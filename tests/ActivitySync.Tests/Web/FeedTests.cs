using System.Net;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Tests.Commands;
using ActivitySync.Web.Access;
using Microsoft.Extensions.DependencyInjection;
using YamlDotNet.RepresentationModel;

namespace ActivitySync.Tests.Web;

/// <summary>The calendar feed and the state for home dashboards.</summary>
public sealed class FeedTests : IAsyncLifetime
{
    private readonly CommandFixture _commands = new("ben");
    private readonly HttpClient _program = new(new HttpClientHandler { AllowAutoRedirect = false });
    private PageFixture? _page;

    private PageFixture Page => _page!;

    private FeedLinks Links => Page.Services.GetRequiredService<FeedLinks>();

    private AthleteSettings Anna => _commands.Settings.FileAthletes[0];

    public async ValueTask InitializeAsync()
    {
        _page = await PageFixture.StartAsync(_commands);
        _program.BaseAddress = _page.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _program.Dispose();
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task The_calendar_is_there_without_signing_in_also_before_the_first_email()
    {
        var path = Links.GetAddress(Anna, FeedKind.Calendar).AbsolutePath;

        var empty = await _program.GetAsync(path);
        Assert.Equal("text/calendar", empty.Content.Headers.ContentType!.MediaType);
        var text = await empty.Content.ReadAsStringAsync();
        Assert.StartsWith("BEGIN:VCALENDAR", text, StringComparison.Ordinal);
        Assert.Contains("X-WR-CALNAME:Massage windows", text, StringComparison.Ordinal);

        var feed = text.Replace(
            "END:VCALENDAR",
            "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261122T180000Z\r\nDTSTART;VALUE=DATE:20261130\r\n"
                + "DTEND;VALUE=DATE:20261201\r\nSUMMARY:Swedish massage\r\nEND:VEVENT\r\nEND:VCALENDAR",
            StringComparison.Ordinal
        );
        using (var connection = _commands.Database.Open())
        {
            CalendarFeedRepository.Save(connection, _commands.GetAthleteId(), feed, _commands.Clock.GetUtcNow());
        }

        Assert.Contains("SUMMARY:Swedish massage", await _program.GetStringAsync(path), StringComparison.Ordinal);
        using var head = new HttpRequestMessage(HttpMethod.Head, path);
        Assert.Equal(HttpStatusCode.OK, (await _program.SendAsync(head)).StatusCode);
        Assert.DoesNotContain("anna", path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_other_token_finds_nothing()
    {
        var calendar = Links.GetToken(Anna, FeedKind.Calendar);
        var state = Links.GetToken(Anna, FeedKind.State);
        Assert.NotEqual(calendar, state);
        string[] wrong =
        [
            "",
            "anna",
            calendar[..^1],
            $"{calendar}A",
            calendar[..^1] + (calendar[^1] == 'A' ? 'Q' : 'A'),
            new string('A', calendar.Length),
            state,
        ];
        foreach (var token in wrong)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _program.GetAsync($"/calendar/{token}.ics")).StatusCode);
        }

        foreach (var token in wrong.SkipLast(1).Append(calendar))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await GetStateAsync(token)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await _program.GetAsync($"/api/state?token={token}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _program.GetAsync("/api/state")).StatusCode);
    }

    [Fact]
    public async Task A_new_address_ends_the_former_one_of_this_athlete_only()
    {
        var former = await RunAsync("page", "calendar", "--athlete", "anna");
        var same = await RunAsync("page", "calendar", "--athlete", "anna");
        var bens = await RunAsync("page", "calendar", "--athlete", "ben");
        Assert.Equal(former, same);

        var renewed = await RunAsync("page", "calendar", "--athlete", "anna", "--new");

        Assert.NotEqual(former, renewed);
        Assert.Equal(HttpStatusCode.NotFound, (await _program.GetAsync(new Uri(former).AbsolutePath)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _program.GetAsync(new Uri(renewed).AbsolutePath)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _program.GetAsync(new Uri(bens).AbsolutePath)).StatusCode);
    }

    [Fact]
    public async Task The_state_says_when_a_massage_can_be_and_the_next_race()
    {
        AddLongRun();
        await _commands.RunAsync("race", "add", "2026-12-13", "Nikolauslauf", "--athlete", "anna");

        var state = await ReadStateAsync();

        Assert.Equal("2026-11-23", state.GetProperty("asOf").GetString());
        Assert.Equal("massage", state.GetProperty("level").GetString());
        var window = state.GetProperty("nextWindow");
        var plan = JsonDocument.Parse(await RunAsync("plan", "--athlete", "anna", "--json")).RootElement;
        foreach (var name in new[] { "kind", "from", "to" })
        {
            Assert.Equal(
                plan.GetProperty("massage").GetProperty(name).GetString(),
                window.GetProperty(name).GetString()
            );
        }

        Assert.Contains(
            state.GetProperty("decision").GetString(),
            plan.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString())
        );
        Assert.Equal("Nikolauslauf", state.GetProperty("nextRace").GetProperty("name").GetString());
        Assert.Equal(20, state.GetProperty("nextRace").GetProperty("daysToGo").GetInt32());
        Assert.Equal("2026-11-29T19:00:00+01:00", state.GetProperty("nextDigest").GetString());
        Assert.Equal(
            ["asOf", "level", "decision", "nextWindow", "nextRace", "nextDigest"],
            state.EnumerateObject().Select(field => field.Name)
        );
    }

    [Fact]
    public async Task Before_the_first_run_there_is_nothing_to_say()
    {
        var state = await ReadStateAsync();

        Assert.Equal("no-data", state.GetProperty("level").GetString());
        foreach (var name in new[] { "decision", "nextWindow", "nextRace" })
        {
            Assert.Equal(JsonValueKind.Null, state.GetProperty(name).ValueKind);
        }
    }

    [Fact]
    public async Task Without_a_massage_and_an_exercise_the_week_is_quiet()
    {
        AddLongRun();
        await Page.DisposeAsync();
        _commands.With(settings =>
            settings with
            {
                FileAthletes = [.. settings.FileAthletes.Select(one => one with { Budget = Budget.None })],
            }
        );
        _page = await PageFixture.StartAsync(_commands);
        _program.BaseAddress = _page.Address;
        Assert.Equal("self-massage", (await ReadStateAsync()).GetProperty("level").GetString());

        await _commands.RunAsync("log", "pain", "left side", "1", "--athlete", "anna");
        Assert.Equal("quiet", (await ReadStateAsync()).GetProperty("level").GetString());
    }

    [Fact]
    public async Task The_state_shows_no_pain_and_no_sign()
    {
        AddLongRun();
        await _commands.RunAsync("log", "pain", "calf", "7", "--sign", "swelling", "--athlete", "anna");

        var text = (await ReadStateAsync()).GetRawText();

        Assert.Contains("\"medical\"", text, StringComparison.Ordinal);
        foreach (var word in new[] { "calf", "swell", "PAIN", "FLAG", "Morning" })
        {
            Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_sore_place_is_no_reason_that_others_see()
    {
        AddLongRun();
        await _commands.RunAsync("log", "pain", "calf", "3", "--athlete", "anna");

        Assert.DoesNotContain("PAIN", (await ReadStateAsync()).GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task While_emails_are_off_no_digest_is_next()
    {
        using (var connection = _commands.Database.Open())
        {
            PauseRepository.Save(connection, _commands.GetAthleteId(), PauseRepository.Indefinitely);
        }

        Assert.Equal(JsonValueKind.Null, (await ReadStateAsync()).GetProperty("nextDigest").ValueKind);

        using (var connection = _commands.Database.Open())
        {
            PauseRepository.Save(connection, _commands.GetAthleteId(), new DateOnly(2026, 12, 1));
        }

        Assert.Equal("2026-12-06T19:00:00+01:00", (await ReadStateAsync()).GetProperty("nextDigest").GetString());
    }

    [Fact]
    public async Task The_command_prints_what_a_dashboard_needs()
    {
        AddLongRun();
        var lines = (await RunAsync("page", "state", "--athlete", "anna")).Split('\n');
        Assert.Equal("http://127.0.0.1:8787/api/state", lines[0]);
        Assert.StartsWith("Authorization: Bearer ", lines[1], StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/state");
        request.Headers.TryAddWithoutValidation("Authorization", lines[1]["Authorization: ".Length..]);
        Assert.Equal(HttpStatusCode.OK, (await _program.SendAsync(request)).StatusCode);

        await RunAsync("page", "state", "--athlete", "anna", "--new");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/state");
        again.Headers.TryAddWithoutValidation("Authorization", lines[1]["Authorization: ".Length..]);
        Assert.Equal(HttpStatusCode.NotFound, (await _program.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Without_the_page_the_calendar_stays_and_the_state_is_off()
    {
        var calendar = Links.GetAddress(Anna, FeedKind.Calendar).AbsolutePath;
        var token = Links.GetToken(Anna, FeedKind.State);
        _commands.With(settings => settings with { Page = settings.Page with { Enabled = false } });
        await using var page = await PageFixture.StartAsync(_commands);
        using var program = new HttpClient { BaseAddress = page.Address };

        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(calendar)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync($"/api/state?token={token}")).StatusCode);
        var (exit, _, error) = await _commands.RunAsync("page", "state", "--athlete", "anna");
        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Contains("Page:Enabled", error, StringComparison.Ordinal);
    }

    /// <summary>The example of the documentation: every path in it leads to a value of the real answer.</summary>
    [Fact]
    public async Task The_example_for_Home_Assistant_fits_the_answer()
    {
        AddLongRun();
        await _commands.RunAsync("race", "add", "2026-12-13", "Nikolauslauf", "--athlete", "anna");
        var state = await ReadStateAsync();
        var rest = Assert.Single(ReadExample());
        Assert.EndsWith("/api/state", GetText(rest, "resource"), StringComparison.Ordinal);
        var headers = (YamlMappingNode)rest.Children["headers"];
        Assert.StartsWith("Bearer ", GetText(headers, "Authorization"), StringComparison.Ordinal);
        var sensors = ((YamlSequenceNode)rest.Children["sensor"]).Cast<YamlMappingNode>().ToList();
        Assert.True(sensors.Count >= 3);
        foreach (var sensor in sensors)
        {
            var template = GetText(sensor, "value_template");
            var paths = System.Text.RegularExpressions.Regex.Matches(template, @"value_json((?:\.\w+)+)");
            Assert.NotEmpty(paths);
            foreach (System.Text.RegularExpressions.Match path in paths)
            {
                Assert.NotEqual(JsonValueKind.Undefined, Resolve(state, path.Groups[1].Value[1..]).ValueKind);
            }

            if (sensor.Children.TryGetValue("json_attributes", out var attributes))
            {
                var parent = sensor.Children.TryGetValue("json_attributes_path", out var at)
                    ? Resolve(state, ((YamlScalarNode)at).Value!.TrimStart('$', '.'))
                    : state;
                Assert.All((YamlSequenceNode)attributes, name =>
                    Assert.True(parent.TryGetProperty(((YamlScalarNode)name).Value!, out _))
                );
            }
        }
    }

    private static IEnumerable<YamlMappingNode> ReadExample()
    {
        var text = File.ReadAllText(Path.Combine(TestPaths.RepositoryRoot, "docs", "home-dashboards.md"));
        var yaml = text.Split("```yaml\n")[1].Split("```")[0];
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        return ((YamlSequenceNode)root.Children["rest"]).Cast<YamlMappingNode>();
    }

    private static string GetText(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;

    private static JsonElement Resolve(JsonElement element, string path) =>
        path.Split('.').Aggregate(element, (at, name) => at.GetProperty(name));

    private async Task<JsonElement> ReadStateAsync()
    {
        using var response = await GetStateAsync(Links.GetToken(Anna, FeedKind.State));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private async Task<HttpResponseMessage> GetStateAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/state");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await _program.SendAsync(request);
    }

    private async Task<string> RunAsync(params string[] args)
    {
        var (exit, output, error) = await _commands.RunAsync(args);
        Assert.True(exit == ExitCode.Done, error);
        return output.Trim();
    }

    /// <summary>Short runs, and a long one yesterday, so that a massage is suggested.</summary>
    private void AddLongRun()
    {
        for (var day = 0; day < 40; day += 2)
        {
            Add($"r{day}", new DateOnly(2026, 10, 12).AddDays(day), 8, 45);
        }

        Add("long", new DateOnly(2026, 11, 22), 34, 200);

        void Add(string id, DateOnly date, double kilometers, double minutes) =>
            _commands.AddRecording(
                CommandFixture.CreateRecording(
                    SourceName.File,
                    id,
                    $"{date:yyyy-MM-dd}T09:00:00+01:00",
                    kilometers,
                    minutes
                )
            );
    }
}
