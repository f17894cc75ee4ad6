using System.Net;
using System.Text.RegularExpressions;
using ActivitySync.Tests.Commands;

namespace ActivitySync.Tests.Web;

/// <summary>The log, its undo, and what holds for every form. It is Monday 23 November 2026.</summary>
public sealed partial class LogPageTests : IAsyncLifetime
{
    private readonly CommandFixture _commands = new("ben");
    private PageFixture? _page;
    private HttpClient? _browser;

    private PageFixture Page => _page!;

    private HttpClient Browser => _browser!;

    /// <summary>The pages with forms, and the paths that they post to.</summary>
    private static readonly (string Page, string Action, string[] Fields)[] Forms =
    [
        ("/days", "/slots", ["date", "kind"]),
        ("/days", "/planned", ["date", "kind"]),
        ("/races", "/races", ["id", "date", "name", "distance", "importance", "remove"]),
        ("/log", "/log", ["remove", "gone"]),
        ("/log/massage", "/log/massage", ["date", "kind"]),
        ("/log/pain", "/log/pain", ["area", "other", "side", "severity", "date", "sign"]),
        ("/log/illness", "/log/illness", ["kind", "date"]),
    ];

    private static readonly string[] Values =
    [
        "",
        "2026-11-20",
        "2026-12-24",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "m1",
        "r1",
        "p99999999999999999999",
        "-1",
        "NaN",
        "1e308",
        "3",
        "5,5",
        "calf",
        "swedish",
        "A",
        "<script>alert(1)</script>",
        "'; DROP TABLE pains; --",
        "\0\u202E\uD83D",
        new('x', 201),
        new('é', 4000),
    ];

    public async ValueTask InitializeAsync()
    {
        _page = await PageFixture.StartAsync(_commands);
        _browser = await _page.SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task Everything_reported_is_listed_newest_first()
    {
        await RunAsync("log massage 2026-10-20 swedish");
        await RunAsync("log feel worse --date 2026-10-21");
        await RunAsync("log pain left-calf 4 --sign bruise --date 2026-11-22");
        await RunAsync("log illness fever --date 2026-11-10");
        await RunAsync("slot add 2026-11-30 deep-tissue");
        await RunAsync("planned add 2026-11-29 long-run");
        await RunAsync("race add 2026-12-13 Nikolauslauf --distance 10");

        var html = WebUtility.HtmlDecode(await Browser.GetStringAsync("/log"));

        string[] expected =
        [
            "<h2>December 2026</h2>",
            "Sun 13 Dec</b> Race: Nikolauslauf, 10 km",
            "<h2>November 2026</h2>",
            "Mon 30 Nov</b> Booked massage: Deep tissue",
            "Sun 29 Nov</b> Planned: Long run",
            "Sun 22 Nov</b> Pain: left-calf, 4 out of 10, bruise",
            "Tue 10 Nov</b> Ill: fever",
            "<h2>October 2026</h2>",
            "Tue 20 Oct</b> Massage: Swedish (gentle)",
            "Tue 20 Oct</b> Legs after the massage: Worse",
        ];
        var places = expected.Select(text => html.IndexOf(text, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Equal(7, Regex.Count(html, "name=\"remove\""));
    }

    [Fact]
    public async Task A_removed_entry_is_back_after_undo()
    {
        await RunAsync("log pain calf 4 --sign bruise --date 2026-11-20");
        var before = await RunAsync("log list --json");

        using var removed = await PageFixture.PressAsync(Browser, "/log", "/log", ("remove", "p1"));
        Assert.DoesNotContain("p1", await RunAsync("log list --json"), StringComparison.Ordinal);
        var page = removed.Headers.Location!.ToString();
        Assert.Contains("Saved.", await Browser.GetStringAsync(page), StringComparison.Ordinal);

        using var undone = await UndoAsync(page, "/log");
        Assert.Equal("/log?undone=1", undone.Headers.Location!.ToString());
        Assert.Equal(before, await RunAsync("log list --json"));
    }

    [Fact]
    public async Task A_pain_can_be_ended_and_that_undone()
    {
        await RunAsync("log pain calf 4 --sign pop --date 2026-11-20");
        Assert.Contains("wide medical", await Browser.GetStringAsync("/week"), StringComparison.Ordinal);

        using var ended = await PageFixture.PressAsync(Browser, "/log", "/log", ("gone", "p1"));
        var page = ended.Headers.Location!.ToString();
        Assert.Contains("gone on Mon 23 Nov", await Browser.GetStringAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain("wide medical", await Browser.GetStringAsync("/week"), StringComparison.Ordinal);

        using var undone = await UndoAsync(page, "/log");
        Assert.Contains("wide medical", await Browser.GetStringAsync("/week"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_massage_is_saved_and_the_week_shown()
    {
        using var saved = await PageFixture.PressAsync(
            Browser,
            "/log/massage",
            "/log/massage",
            ("date", "2026-11-21"),
            ("kind", "swedish")
        );

        Assert.Matches(@"^/week\?saved=\d+$", saved.Headers.Location!.ToString());
        Assert.Contains("2026-11-21", await RunAsync("log list --json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-24", "swedish", "date", "Tuesday 24 November is still to come.")]
    [InlineData("2026-11-21", "", "kind", "Choose a kind.")]
    public async Task An_invalid_massage_is_shown_again(string date, string kind, string field, string error)
    {
        using var answer = await PageFixture.PressAsync(
            Browser,
            "/log/massage",
            "/log/massage",
            ("date", date),
            ("kind", kind)
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains($"<a href=\"#{field}\">{error}", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{date}\"", html, StringComparison.Ordinal);
        Assert.Equal("[]", (await RunAsync("log list --json")).Trim());
    }

    [Fact]
    public async Task An_entry_from_a_title_says_where_to_remove_it()
    {
        _commands.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.Strava,
                "7",
                "2026-11-21T08:00:00+01:00",
                10,
                60,
                "Easy #massage-swedish"
            )
        );

        var html = await Browser.GetStringAsync("/log");

        Assert.Contains("From a title at Strava: remove the hashtag there.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"remove\"", html, StringComparison.Ordinal);
        using var forced = await PageFixture.PressAsync(Browser, "/log", "/log", ("remove", "m1"));
        Assert.Equal(HttpStatusCode.BadRequest, forced.StatusCode);
        Assert.Contains("at Strava", await forced.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_log_has_pages()
    {
        for (var day = 1; day <= 28; day++)
        {
            await RunAsync($"log massage 2026-10-{day:00} swedish");
            await RunAsync($"log massage 2026-09-{day:00} swedish");
        }

        var first = await Browser.GetStringAsync("/log");
        var second = await Browser.GetStringAsync("/log?page=2");

        Assert.Equal((50, 6), (Regex.Count(first, "name=\"remove\""), Regex.Count(second, "name=\"remove\"")));
        Assert.Contains("href=\"/log?page=2\"", first, StringComparison.Ordinal);
        Assert.Contains("href=\"/log\">Newer", second, StringComparison.Ordinal);
        Assert.True(first.Length < 30_000, $"{first.Length} characters");
        foreach (var odd in new[] { "0", "-1", "99999999999999999999", "2147483647", "x" })
        {
            Assert.Equal(HttpStatusCode.OK, (await Browser.GetAsync($"/log?page={odd}")).StatusCode);
        }
    }

    [Fact]
    public async Task Another_athletes_entries_are_neither_shown_nor_changed()
    {
        await RunAsync("log massage 2026-11-20 swedish");
        await RunAsync("log pain secret-place 3 --date 2026-11-20");
        await RunAsync("race add 2026-12-13 Secretlauf");
        await RunAsync("slot add 2026-11-30 deep-tissue");
        await RunAsync("planned add 2026-11-30 easy");
        using var saved = await PageFixture.PressAsync(Browser, "/log", "/log", ("gone", "p1"));
        var undoId = Regex.Match(saved.Headers.Location!.ToString(), "saved=([0-9]+)").Groups[1].Value;
        var before = await RunAsync("log list --json");
        using var ben = await Page.SignInAsync("ben");

        foreach (var path in new[] { "/days", "/races", "/log", "/log/massage", "/log/pain", "/log/illness" })
        {
            var html = await ben.GetStringAsync(path);
            Assert.DoesNotMatch("(?i)secret|anna", html);
        }

        (string Page, string Action, string Field, string Value)[] foreign =
        [
            ("/log", "/log", "remove", "m1"),
            ("/log", "/log", "remove", "p1"),
            ("/log", "/log", "gone", "p1"),
            ("/races", "/races", "remove", "r1"),
        ];
        foreach (var (page, action, field, value) in foreign)
        {
            using var answer = await PageFixture.PressAsync(ben, page, action, (field, value));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await ben.GetAsync("/races?change=r1")).StatusCode);
        using var undo = await PageFixture.PressAsync(ben, "/log?saved=1", "/undo", ("id", undoId), ("back", "/log"));
        Assert.Equal(HttpStatusCode.NotFound, undo.StatusCode);
        Assert.Equal(before, await RunAsync("log list --json"));
    }

    [Fact]
    public async Task Undoing_twice_or_too_late_says_so()
    {
        await RunAsync("log massage 2026-11-20 swedish");
        using var removed = await PageFixture.PressAsync(Browser, "/log", "/log", ("remove", "m1"));
        var page = removed.Headers.Location!.ToString();
        using var first = await UndoAsync(page, "/log");
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);

        using var second = await UndoAsync(page, "/log");

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("be undone any more.", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var again = await PageFixture.PressAsync(Browser, "/log", "/log", ("remove", "m1"));
        _commands.Clock.Advance(TimeSpan.FromHours(25));
        using var late = await UndoAsync(again.Headers.Location!.ToString(), "/log");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Theory]
    [InlineData("/days", "/days?undone=1")]
    [InlineData("/activities/12", "/activities/12?undone=1")]
    [InlineData("", "/log?undone=1")]
    [InlineData("https://evil.test/week", "/log?undone=1")]
    [InlineData("//evil.test/week", "/log?undone=1")]
    [InlineData("/\\evil.test", "/log?undone=1")]
    [InlineData("/week//evil.test", "/log?undone=1")]
    [InlineData("/week\r\nSet-Cookie: a=b", "/log?undone=1")]
    [InlineData("/week?saved=1", "/log?undone=1")]
    [InlineData("/strava/key", "/log?undone=1")]
    public async Task An_undo_leads_back_to_a_page_of_this_site_only(string back, string expected)
    {
        await RunAsync("log massage 2026-11-20 swedish");
        using var removed = await PageFixture.PressAsync(Browser, "/log", "/log", ("remove", "m1"));

        using var undone = await UndoAsync(removed.Headers.Location!.ToString(), back);

        Assert.Equal(expected, undone.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Without_a_session_nothing_is_shown_or_saved()
    {
        using var stranger = Page.CreateBrowser();
        foreach (var path in Forms.Select(form => form.Page).Append("/log/entries/p1").Distinct())
        {
            using var answer = await stranger.GetAsync(path);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal("", await answer.Content.ReadAsStringAsync());
        }

        foreach (var path in Forms.Select(form => form.Action).Concat(["/slots/remove", "/planned/remove", "/undo"]))
        {
            using var form = new FormUrlEncodedContent([new("date", "2026-11-20"), new("kind", "swedish")]);
            using var answer = await stranger.PostAsync(path, form);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            using var withoutToken = await Browser.PostAsync(path, form);
            Assert.Equal(HttpStatusCode.Forbidden, withoutToken.StatusCode);
        }

        Assert.Equal("[]", (await RunAsync("log list --json")).Trim());
    }

    [Fact]
    public async Task No_value_of_a_form_causes_a_server_error()
    {
        await RunAsync("slot add 2026-11-30 swedish");
        await RunAsync("planned add 2026-11-30 easy");
        var random = new Random(20261123);
        (string Page, string Action, string[] Fields)[] all =
        [
            .. Forms,
            ("/days", "/slots/remove", ["id"]),
            ("/days", "/planned/remove", ["id"]),
            ("/log?saved=1", "/undo", ["id", "back"]),
        ];
        foreach (var (page, action, fields) in all)
        {
            var token = PageFixture.FindToken(await Browser.GetStringAsync(page), action);
            Assert.NotNull(token);
            for (var attempt = 0; attempt < 40; attempt++)
            {
                using var form = new FormUrlEncodedContent([
                    new("token", token),
                    .. fields
                        .Where(_ => random.Next(6) > 0)
                        .Select(field => KeyValuePair.Create(field, Values[random.Next(Values.Length)])),
                ]);
                using var answer = await Browser.PostAsync(action, form);
                var html = await answer.Content.ReadAsStringAsync();
                Assert.True((int)answer.StatusCode < 500, $"{action}: {answer.StatusCode}");
                Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            }
        }

        foreach (var page in all.Select(form => form.Page).Distinct())
        {
            var html = await Browser.GetStringAsync(page);
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Every_field_has_a_label_and_the_keyboard_follows_the_page()
    {
        await RunAsync("race add 2026-12-13 Nikolauslauf");
        await RunAsync("slot add 2026-11-30 swedish");
        foreach (var path in Forms.Select(form => form.Page).Distinct())
        {
            var html = await Browser.GetStringAsync(path);

            Assert.DoesNotContain("tabindex", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("autofocus", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("style=", html, StringComparison.OrdinalIgnoreCase);
            Assert.Single(Regex.Matches(html, "<h1>"));
            Assert.True(html.Length < 30_000, $"{path}: {html.Length} characters");
            foreach (var field in FieldPattern().Matches(html).Select(match => match.Value))
            {
                var id = Regex.Match(field, " id=\"?(?<id>[a-z-]+)").Groups["id"].Value;
                var isLabeled =
                    html.Contains($"<label for=\"{id}\"", StringComparison.Ordinal)
                    || html.Contains($"<label>{field}", StringComparison.Ordinal);
                Assert.True(isLabeled, $"{path}: {field}");
            }

            var names = Regex.Matches(html, " id=\"?(?<id>[a-z-]+)").Select(match => match.Groups["id"].Value).ToList();
            Assert.Equal(names.Distinct(), names);
        }
    }

    private async Task<string> RunAsync(string command)
    {
        var (exit, output, error) = await _commands.RunAsync([.. command.Split(' '), "--athlete", "anna"]);
        Assert.True(exit == ActivitySync.Commands.ExitCode.Done, error);
        return output;
    }

    private async Task<HttpResponseMessage> UndoAsync(string page, string back)
    {
        var id = Regex.Match(page, "saved=(?<id>[0-9]+)").Groups["id"].Value;
        return await PageFixture.PressAsync(Browser, page, "/undo", ("id", id), ("back", back));
    }

    [GeneratedRegex("<(input|select|textarea)(?![^>]*type=\"hidden\")[^>]*>")]
    private static partial Regex FieldPattern();
}
