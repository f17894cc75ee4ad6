using System.Net;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Commands;
using ActivitySync.Web;
using ActivitySync.Web.Access;
using ActivitySync.Web.Localization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

#pragma warning disable CA1848 // lines for tests

namespace ActivitySync.Tests.Web;

public sealed class AdminPageTests : IAsyncLifetime
{
    private readonly CommandFixture _commands = new CommandFixture("ben").With(settings =>
        settings with
        {
            FileAthletes =
            [
                settings.FileAthletes[0],
                settings.FileAthletes[1] with
                {
                    Sources = new AthleteSources { Enabled = [SourceNames.Strava, SourceNames.Garmin] },
                },
            ],
        }
    );

    private PageFixture? _page;

    private PageFixture Page => _page!;

    public async ValueTask InitializeAsync()
    {
        _commands.With(settings =>
            settings with
            {
                Mail = new MailSettings
                {
                    From = "recovery@example.org",
                    PickupDirectory = Path.Combine(settings.ActivitySync.DataDirectory, "mails"),
                },
            }
        );
        _page = await PageFixture.StartAsync(_commands);
    }

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public void A_job_failed_once_or_some_times_in_a_row() =>
        Assert.Equal(
            [
                "failed once, last success today",
                "failed 2 times in a row, last success today",
                "einmal gescheitert, zuletzt erledigt today",
                "2 Mal nacheinander gescheitert, zuletzt erledigt today",
            ],
            PageLanguages.All.SelectMany(texts =>
                new[] { texts.Admin.JobFailed("today", 1), texts.Admin.JobFailed("today", 2) }
            )
        );

    [Fact]
    public async Task Only_an_admin_finds_the_page()
    {
        var anna = await Page.SignInAsync();
        var ben = await Page.SignInAsync("ben");

        Assert.Equal(HttpStatusCode.OK, (await anna.GetAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.GetAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await Page.CreateBrowser().GetAsync("/admin")).StatusCode);
        Assert.DoesNotContain("\"/admin\"", await ben.GetStringAsync("/connect"), StringComparison.Ordinal);
        Assert.Contains("\"/admin\"", await anna.GetStringAsync("/connect"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_pressed_by_somebody_else_does_nothing()
    {
        var ben = await Page.SignInAsync("ben");
        var tokens = Page.Services.GetRequiredService<FormTokens>();
        using var connection = _commands.Database.Open();
        var session = connection.QuerySingle<string>(
            "SELECT token_hash FROM sessions s JOIN athletes a ON a.id = s.athlete_id WHERE a.name = 'ben'"
        );
        foreach (var path in new[] { "/admin/sync", "/admin/test-mail", "/admin/digest", "/admin/invite" })
        {
            using var form = new FormUrlEncodedContent([
                new("token", tokens.Create(session, path)),
                new("athlete", "anna"),
            ]);
            Assert.Equal(HttpStatusCode.NotFound, (await ben.PostAsync(path, form)).StatusCode);
        }

        Assert.Empty(Page.Services.GetRequiredService<PageTasks>().GetOpen());
    }

    [Fact]
    public async Task States_are_shown_and_no_run_no_pain_and_no_note_of_others()
    {
        AddSecretsOfBen();
        Page.Services.GetRequiredService<ILoggerFactory>().CreateLogger("test").LogWarning("a line of the log");
        var anna = await Page.SignInAsync();

        var html = await anna.GetStringAsync("/admin");

        Assert.Contains("Attention needed", html, StringComparison.Ordinal);
        Assert.Contains("needs you", html, StringComparison.Ordinal);
        Assert.Contains("connect it again, please", html, StringComparison.Ordinal);
        Assert.Contains("not connected", html, StringComparison.Ordinal);
        Assert.Contains("a line of the log", html, StringComparison.Ordinal);
        Assert.Contains("Sun 29 Nov", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("1 waiting, 1 failed", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("calf", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("2026-11-22.1", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_more_than_two_hundred_athletes_the_page_shows_the_gravest()
    {
        using var commands = new CommandFixture();
        commands.With(settings =>
            settings with
            {
                FileAthletes =
                [
                    .. settings.FileAthletes,
                    .. Enumerable
                        .Range(0, 200)
                        .Select(number =>
                            settings.FileAthletes[0] with
                            {
                                Name = $"member{number:000}",
                                Email = $"member{number:000}@example.org",
                                Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
                            }
                        ),
                ],
            }
        );
        using (var connection = commands.Database.Open())
        {
            AthleteRepository.AddMissing(connection, ["anna", "member150"], commands.Clock);
            var athleteId = AthleteRepository.GetIdForReading(connection, "member150");
            SyncStateRepository.Save(
                connection,
                new SyncStateRow(athleteId, "strava", 1, "action-needed", "connect it again", null, null, null, 1)
            );
        }

        await using var page = await PageFixture.StartAsync(commands);
        var anna = await page.SignInAsync();
        var html = WebUtility.HtmlDecode(await anna.GetStringAsync("/admin"));

        Assert.Contains("id=\"actions-member150\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("member199", html, StringComparison.Ordinal);
        Assert.Contains("181 more athletes are not shown.", html, StringComparison.Ordinal);

        // The log names athletes that are not shown.
        page.Services.GetRequiredService<ILoggerFactory>()
            .CreateLogger("test")
            .LogWarning("athlete=member199 mail to member198@example.org about member1999");
        var report = WebUtility.HtmlDecode(await anna.GetStringAsync("/admin")).Split("<textarea")[1];
        Assert.Contains(
            "athlete=athlete201 mail to athlete200@example.org about member1999",
            report,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_report_has_no_names_and_no_folders()
    {
        AddSecretsOfBen();
        var anna = await Page.SignInAsync();
        Page.Services.GetRequiredService<ILoggerFactory>()
            .CreateLogger("test")
            .LogWarning("athlete=ben mail to ben@example.org about benefits");

        var html = WebUtility.HtmlDecode(await anna.GetStringAsync("/admin"));
        var report = html.Split("<textarea")[1].Split("</textarea>")[0];

        Assert.Contains(
            "athlete=athlete2 mail to athlete2@example.org about benefits",
            report,
            StringComparison.Ordinal
        );
        Assert.Contains("athlete2, strava: needs-athlete", report, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ben@", report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_commands.Settings.ActivitySync.DataDirectory, report, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", report, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_log_keeps_its_last_lines_only()
    {
        var log = Page.Services.GetRequiredService<RecentLog>();
        var logger = Page.Services.GetRequiredService<ILoggerFactory>().CreateLogger("test");
        for (var line = 0; line < RecentLog.MaxLines + 5; line++)
        {
            logger.LogWarning("line {Number} <b>\u001b[31m {Text}", line, new string('x', 1000));
        }

        var lines = log.GetLines();

        Assert.Equal(RecentLog.MaxLines, lines.Count);
        Assert.Contains("line 5 ", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length <= 510));
        Assert.DoesNotContain(lines, line => line.Contains('\u001b'));
        Assert.DoesNotContain(
            "5 <b>",
            await (await Page.SignInAsync()).GetStringAsync("/admin"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_test_email_is_sent_in_the_background_and_its_result_is_shown()
    {
        var anna = await Page.SignInAsync();

        using var pressed = await PageFixture.PressAsync(anna, "/admin", "/admin/test-mail", ("athlete", "ben"));
        Assert.Equal("/admin?started", pressed.Headers.Location!.ToString());
        var waiting = await anna.GetStringAsync("/admin?started");
        Assert.Contains("ben: Send a test email. In progress.", waiting, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", waiting, StringComparison.Ordinal);

        await Page.Services.GetRequiredService<PageTasks>().RunWaitingAsync(TestContext.Current.CancellationToken);

        var done = await anna.GetStringAsync("/admin");
        Assert.Contains("ben: Send a test email. Done.", done, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", done, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_commands.Settings.Mail.PickupDirectory!));
    }

    [Fact]
    public async Task The_digest_is_sent_and_a_sync_reports_what_is_missing()
    {
        var anna = await Page.SignInAsync();
        await PageFixture.PressAsync(anna, "/admin", "/admin/digest", ("athlete", "anna"));
        await PageFixture.PressAsync(anna, "/admin", "/admin/sync", ("athlete", "ben"));
        await PageFixture.PressAsync(anna, "/admin", "/admin/sync", ("athlete", "ben"));
        Assert.Equal(2, Page.Services.GetRequiredService<PageTasks>().GetOpen().Count);

        await Page.Services.GetRequiredService<PageTasks>().RunWaitingAsync(TestContext.Current.CancellationToken);

        var html = WebUtility.HtmlDecode(await anna.GetStringAsync("/admin"));
        Assert.Contains("anna: Send the digest. Done.", html, StringComparison.Ordinal);
        Assert.Contains("ben: Sync now. Failed. ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ended_session_is_signed_out()
    {
        var anna = await Page.SignInAsync();
        var ben = await Page.SignInAsync("ben");
        Assert.Equal(HttpStatusCode.OK, (await ben.GetAsync("/week")).StatusCode);
        using var connection = _commands.Database.Open();
        var id = connection.ExecuteScalar<long>(
            "SELECT s.id FROM sessions s JOIN athletes a ON a.id = s.athlete_id WHERE a.name = 'ben'"
        );

        using var wrong = await EndAsync("anna");
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ben.GetAsync("/week")).StatusCode);
        using var ended = await EndAsync("ben");

        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await ben.GetAsync("/week")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await anna.GetAsync("/week")).StatusCode);

        Task<HttpResponseMessage> EndAsync(string athlete) =>
            PageFixture.PressAsync(
                anna,
                "/admin",
                "/admin/sessions/end",
                ("athlete", athlete),
                ("session", id.ToString(System.Globalization.CultureInfo.InvariantCulture))
            );
    }

    [Fact]
    public async Task Strange_values_of_forms_give_no_server_error()
    {
        var anna = await Page.SignInAsync();
        string[] values = ["", "nobody", "-1", "99999999999999999999", "anna\0", new('x', 5000), "<b>", "%00"];
        foreach (var path in new[] { "/admin/sync", "/admin/invite", "/admin/sessions/end" })
        {
            foreach (var value in values)
            {
                using var response = await PageFixture.PressAsync(
                    anna,
                    "/admin",
                    path,
                    ("athlete", value),
                    ("session", value)
                );
                Assert.InRange((int)response.StatusCode, 300, 499);
            }
        }
    }

    [Fact]
    public async Task The_page_is_in_the_admins_language()
    {
        _commands.With(settings =>
            settings with
            {
                FileAthletes = [settings.FileAthletes[0] with { Language = "de" }, settings.FileAthletes[1]],
            }
        );
        await using var page = await PageFixture.StartAsync(_commands);
        var anna = await page.SignInAsync();

        Assert.Contains("Zustand dieses Rechners", await anna.GetStringAsync("/admin"), StringComparison.Ordinal);
        Assert.Contains(
            "Woher deine Läufe kommen",
            WebUtility.HtmlDecode(await anna.GetStringAsync("/connect")),
            StringComparison.Ordinal
        );
    }

    private void AddSecretsOfBen()
    {
        using var connection = _commands.Database.Open();
        var ben = AthleteRepository.GetOrAddId(connection, "ben", _commands.Clock);
        foreach (
            var sql in new[]
            {
                "INSERT INTO recordings (athlete_id, source, source_id, format, started_at, utc_offset_seconds, sport, "
                    + "name, device_race, first_seen_at, confirmed_at) VALUES (@Ben, 'file', 's', 'fit', 1795330000, "
                    + "0, 'run', 'secret run', 0, 1795330000, 1795330000)",
                "INSERT INTO pains (athlete_id, date, area, severity, signs, origin, origin_key) "
                    + "VALUES (@Ben, '2026-11-22', 'calf secret', 7, 'swelling', '', '')",
                "INSERT INTO races (athlete_id, date, name, origin, origin_key) "
                    + "VALUES (@Ben, '2026-12-24', 'secret race', '', '')",
                "INSERT INTO syncs (athlete_id, source, tried_at, outcome, line, failures) "
                    + "VALUES (@Ben, 'strava', 1795416000, 'action-needed', 'connect it again, please', 1)",
                "INSERT INTO tokens (athlete_id, source, source_athlete_id, access_token, refresh_token, expires_at, "
                    + "scope, updated_at) VALUES (@Ben, 'strava', '7', @Token, @Token, 1795416000, '', 1795416000)",
                "INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, attempts, uncertain, "
                    + "quotes_strava, changed_at) VALUES (@Ben, @Health, '2026-11-22.1', 'planned', 'secret', "
                    + "1795416000, 1, 0, 0, 1795416000), (@Ben, 'digest', '2026-W46', 'failed', 'secret', "
                    + "1795416000, 1, 0, 0, 1795416000)",
                "INSERT INTO job_runs (job, tried_at, failures, line) VALUES ('wake', 1795416000, 2, 'secret.fit')",
            }
        )
        {
            connection.Execute(
                sql,
                new
                {
                    Ben = ben,
                    Health = MailKind.RedFlag.ToStoredText(),
                    Token = new byte[] { 0 },
                }
            );
        }
    }
}
