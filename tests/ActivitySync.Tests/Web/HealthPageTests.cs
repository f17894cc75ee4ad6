using System.Net;
using System.Text.RegularExpressions;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Web.Localization;
using Dapper;

namespace ActivitySync.Tests.Web;

/// <summary>Reports of pain and illness, and their answers. It is Monday 23 November 2026.</summary>
public sealed class HealthPageTests : IAsyncLifetime
{
    private readonly CommandFixture _commands = new CommandFixture("ben").With(settings =>
        settings with
        {
            FileAthletes = [settings.FileAthletes[0], settings.FileAthletes[1] with { Language = "de" }],
        }
    );

    private PageFixture? _page;
    private HttpClient? _browser;

    private PageFixture Page => _page!;

    private HttpClient Browser => _browser!;

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

    [Theory]
    [InlineData("anna", "See a doctor today.", "On Monday 23 November: left calf, one-sided swelling, 4 out of 10.")]
    [InlineData(
        "ben",
        "Geh noch heute zum Arzt.",
        "Am Montag, 23. November: linke Wade, einseitige Schwellung, 4 von 10."
    )]
    public async Task One_calf_swollen_is_answered_by_what_to_do(string athlete, string action, string reported)
    {
        using var browser = await Page.SignInAsync(athlete);

        var (path, html) = await ReportAsync(browser, "4", "calf", "left", "one-sided-swelling");

        var main = html[html.IndexOf("<main", StringComparison.Ordinal)..];
        var firstText = Regex.Match(main, @"<main[^>]*>\s*<section class=""medical""><h(?<level>\d)>(?<text>[^<]*)</h");
        Assert.Equal(("1", action), (firstText.Groups["level"].Value, firstText.Groups["text"].Value));
        var language = Languages.GetOrDefault(athlete == "anna" ? "en" : "de");
        AssertOrder(main, action, language.Medical.Text(MedicalLevel.Urgent), reported, "action=\"/undo\"");
        Assert.DoesNotContain("calf", path, StringComparison.Ordinal);
        Assert.Contains("class=\"wide medical\"", await browser.GetStringAsync("/week"), StringComparison.Ordinal);
        var reload = WebUtility.HtmlDecode(await browser.GetStringAsync(path.Split('?')[0]));
        Assert.Contains($"<h1>{action}</h1>", reload, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna", "intervals.icu says you were injured on Friday 20 November. Does something hurt?")]
    [InlineData("ben", "intervals.icu sagt, du warst am Freitag, 20. November verletzt. Tut etwas weh?")]
    public async Task An_injury_in_a_source_s_calendar_is_a_question_with_the_answer_that_something_hurts(
        string athlete,
        string question
    )
    {
        using var browser = await Page.SignInAsync(athlete);
        using (var connection = _commands.Database.Open())
        {
            var id = AthleteRepository.GetOrAddId(connection, athlete, TimeProvider.System);
            connection.Execute(
                $"INSERT INTO injuries VALUES ({id}, 'intervals', 'event:1', '2026-11-20', '2026-11-20')"
            );
        }

        var html = WebUtility.HtmlDecode(await browser.GetStringAsync("/week"));

        AssertOrder(html, question, "value=\"hurts.0\"");
        Assert.DoesNotContain("class=\"wide medical\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_can_be_undone()
    {
        var (path, _) = await ReportAsync(Browser, "4", "calf", "left", "one-sided-swelling");
        var id = Regex.Match(path, "saved=(?<id>[0-9]+)").Groups["id"].Value;

        using var undone = await PageFixture.PressAsync(Browser, path, "/undo", ("id", id), ("back", "/log"));

        Assert.Equal("/log?undone=1", undone.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await Browser.GetAsync(path)).StatusCode);
        Assert.DoesNotContain(
            "class=\"wide medical\"",
            await Browser.GetStringAsync("/week"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2", "Thanks, that’s noted")]
    [InlineData("9", "See a doctor or physiotherapist about the sore place.")]
    public async Task The_severity_decides_without_a_sign(string severity, string heading)
    {
        var (_, html) = await ReportAsync(Browser, severity, "knee", "right");

        Assert.Contains($"<h1>{heading}</h1>", html, StringComparison.Ordinal);
        Assert.Contains($"right knee, {severity} out of 10.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sore_place_is_confirmed_with_what_the_advice_does_now()
    {
        _commands.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Garmin, "1", "2026-11-22T08:00:00+01:00", 10, 60)
        );

        var (_, html) = await ReportAsync(Browser, "4", "knee", "right");

        AssertOrder(
            html,
            "<h1>Thanks",
            "right knee",
            "What I suggest now",
            "See a physiotherapist about your right knee"
        );
    }

    [Fact]
    public async Task A_graver_report_from_before_comes_first()
    {
        await ReportAsync(Browser, "3", "chest", "", "chest-pain");

        var (_, html) = await ReportAsync(Browser, "2", "knee", "right");

        Assert.Contains("<h1>Call your local emergency number now.</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_illness_is_answered_by_rest()
    {
        using var saved = await PageFixture.PressAsync(
            Browser,
            "/log/illness",
            "/log/illness",
            ("kind", "fever <b>"),
            ("date", "2026-11-22")
        );

        var html = await Browser.GetStringAsync(saved.Headers.Location!.ToString());

        Assert.DoesNotContain(
            "<b>",
            html.Replace("<b>ActivitySync", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        AssertOrder(
            WebUtility.HtmlDecode(html),
            "<h1>Rest first.</h1>",
            "“fever <b>”, on Sunday 22 November.",
            "I’ll start again from"
        );
    }

    [Fact]
    public async Task A_place_in_own_words_is_stored_with_its_side()
    {
        using var saved = await PostPainAsync(
            Browser,
            ("other", "behind the knee cap"),
            ("area", "calf"),
            ("side", "left"),
            ("severity", "3"),
            ("date", "2026-11-23")
        );

        var html = WebUtility.HtmlDecode(await Browser.GetStringAsync(saved.Headers.Location!.ToString()));

        Assert.Contains("“behind the knee cap (left)”, 3 out of 10.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_form_is_shown_again_with_all_errors_and_values()
    {
        using var answer = await PostPainAsync(
            Browser,
            ("area", "calf-x"),
            ("side", "left"),
            ("severity", "11"),
            ("date", "2026-11-24x"),
            ("sign", "bruise"),
            ("sign", "unheard-of")
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("4 things to fix", html, StringComparison.Ordinal);
        foreach (var field in new[] { "area", "severity", "date", "sign" })
        {
            Assert.Contains($"<a href=\"#{field}\">", html, StringComparison.Ordinal);
            Assert.Matches($" id=\"?{field}\\b", html);
        }

        Assert.Matches("value=\"left\" checked", html);
        Assert.Matches("value=\"bruise\" checked", html);
    }

    [Fact]
    public async Task A_day_to_come_is_refused()
    {
        using var answer = await PostPainAsync(Browser, ("area", "calf"), ("severity", "3"), ("date", "2026-11-24"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            "Tuesday 24 November is still to come.",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_answer_comes_although_nothing_can_be_stored()
    {
        var token = PageFixture.FindToken(await Browser.GetStringAsync("/log/pain"), "/log/pain")!;
        _commands.Database.RefuseRows("INSERT", "pains");

        using var form = new FormUrlEncodedContent([
            new("token", token),
            new("area", "calf"),
            new("severity", "4"),
            new("date", "2026-11-23"),
            new("sign", "one-sided-swelling"),
        ]);
        using var answer = await Browser.PostAsync("/log/pain", form);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        AssertOrder(html, "<h1>See a doctor today.</h1>", "calf, one-sided swelling", "could not save");
        Assert.DoesNotContain("action=\"/undo\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_athletes_report_is_not_found()
    {
        var (path, _) = await ReportAsync(Browser, "4", "calf", "left", "one-sided-swelling");
        using var ben = await Page.SignInAsync("ben");

        foreach (
            var foreign in new[] { path, path.Split('?')[0], "/log/entries/p99", "/log/entries/m1", "/log/entries/x" }
        )
        {
            using var answer = await ben.GetAsync(foreign);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain("calf", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_sign_and_area_has_its_words_in_every_language()
    {
        foreach (var texts in PageLanguages.All.Select(language => language.Log))
        {
            Assert.Equal(MedicalSigns.All.Order(), texts.Signs.Keys.Order());
            Assert.All(texts.Signs, sign => Assert.NotEqual(sign.Key, sign.Value));
            Assert.All(texts.Areas.Keys, area => Assert.True(SoreArea.IsKnown(area), area));
        }
    }

    private static async Task<(string Path, string Html)> ReportAsync(
        HttpClient browser,
        string severity,
        string area,
        string side,
        params string[] signs
    )
    {
        using var saved = await PostPainAsync(
            browser,
            [
                ("area", area),
                ("side", side),
                ("severity", severity),
                ("date", "2026-11-23"),
                .. signs.Select(sign => ("sign", sign)),
            ]
        );
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var path = saved.Headers.Location!.ToString();
        return (path, WebUtility.HtmlDecode(await browser.GetStringAsync(path)));
    }

    private static Task<HttpResponseMessage> PostPainAsync(
        HttpClient browser,
        params (string Name, string Value)[] fields
    ) => PageFixture.PressAsync(browser, "/log/pain", "/log/pain", fields);

    private static void AssertOrder(string html, params string[] texts)
    {
        var at = -1;
        foreach (var text in texts)
        {
            var next = html.IndexOf(text, at + 1, StringComparison.Ordinal);
            Assert.True(next > at, $"\"{text}\" is missing or too early.");
            at = next;
        }
    }
}
