using System.Net;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sync;
using ActivitySync.Tests.Commands;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Web;

/// <summary>
/// It is Monday 23 November 2026; the latest digest was due yesterday. Mails are written into a folder.
/// </summary>
public sealed class EmailPageTests : IAsyncLifetime
{
    private const string Digest = "2026-W47";

    private readonly string _pickup = Directory.CreateTempSubdirectory("activitysync-mails-").FullName;
    private readonly CommandFixture _commands;
    private PageFixture? _page;

    public EmailPageTests() =>
        _commands = new CommandFixture("ben").With(settings =>
            settings with
            {
                Mail = new MailSettings { From = "sync@example.org", PickupDirectory = _pickup },
                FileAthletes = [settings.FileAthletes[0], settings.FileAthletes[1] with { Language = "de" }],
            }
        );

    private PageFixture Page => _page!;

    private AthleteSettings Anna => _commands.Settings.FileAthletes[0];

    public async ValueTask InitializeAsync() => _page = await PageFixture.StartAsync(_commands);

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        _commands.Dispose();
        Directory.Delete(_pickup, recursive: true);
    }

    [Fact]
    public async Task The_history_says_what_became_of_each_email_and_why()
    {
        AddMail("anna", "digest", "2026-W46", "sent", null);
        AddMail("anna", "digest", "2026-W45", "skipped", MailPreparer.QuietWeekReason);
        AddMail("anna", "digest", "2026-W44", "skipped", MailPause.Reason);
        AddMail("anna", "digest", "2026-W43", "failed", "550 no such user <b>here</b>");
        AddMail("anna", "digest", "2026-W42", "unknown", "the connection ended");
        AddMail("anna", "digest", "2026-W42#1", "planned", null);
        AddMail("anna", "race", "2026-12-13.eve", "skipped", MailScheduler.IncludedReason);
        AddMail("anna", MailKind.RedFlag.ToStoredText(), "2026-11-10.1", "sent", null);
        using var browser = await Page.SignInAsync();

        var html = await ReadAsync(browser, "/emails");

        Assert.Contains("The next digest is due on Sunday 29 November, 19:00.", html, StringComparison.Ordinal);
        AssertLine(html, "Digest of week 46, 2026", "Sent on Sunday 22 November, 19:00.");
        AssertLine(html, "Digest of week 45, 2026", "Not sent: it was a quiet week.");
        AssertLine(html, "Digest of week 44, 2026", "Not sent: emails were paused.");
        AssertLine(
            html,
            "Digest of week 43, 2026",
            "Given up on Sunday 22 November, 19:00: 550 no such user <b>here</b>."
        );
        AssertLine(html, "Digest of week 42, 2026", "Sent on Sunday 22 November, 19:00; the mail server didn’t");
        AssertLine(html, "Digest of week 42, 2026, copy 1", "Due on Sunday 22 November, 18:00; not sent yet.");
        AssertLine(html, "Race on Sunday 13 December: the night before", "Not sent: that day’s digest says it.");
        AssertLine(html, "Please read: Tuesday 10 November", "Sent on Sunday 22 November, 19:00.");
        Assert.DoesNotContain("<b>here", await browser.GetStringAsync("/emails"), StringComparison.Ordinal);
        foreach (var period in new[] { "2026-W46", "2026-W42%231", "2026-12-13.eve", "2026-11-10.1" })
        {
            Assert.Contains($"href=\"/emails/{period}\"", html, StringComparison.Ordinal);
            using var email = await browser.GetAsync($"/emails/{period}");
            Assert.Equal(HttpStatusCode.OK, email.StatusCode);
        }
    }

    [Fact]
    public async Task The_history_is_in_the_athletes_language()
    {
        AddMail("ben", "digest", "2026-W45", "skipped", MailPreparer.QuietWeekReason);
        using var browser = await Page.SignInAsync("ben");

        var html = await ReadAsync(browser, "/emails");

        Assert.Contains("Die nächste Wochenmail kommt am Sonntag, 29. November, 19:00 Uhr.", html);
        AssertLine(html, "Wochenmail, Woche 45, 2026", "Nicht verschickt: es war eine ruhige Woche.");
    }

    [Fact]
    public async Task Only_the_operator_sees_alerts_and_nobody_emails_of_others()
    {
        AddMail("anna", "alert", "strava-2026-11-20", "sent", null);
        AddMail("ben", "alert", "garmin-2026-11-20", "sent", null, "Subject: garmin of ben\r\n\r\nben\r\n");
        AddMail("ben", "digest", "2026-W40", "sent", null, "Subject: for ben\r\n\r\nben\r\n");
        using var anna = await Page.SignInAsync();
        using var ben = await Page.SignInAsync("ben");

        AssertLine(await ReadAsync(anna, "/emails"), "Message to the operator, Friday 20 November", "Sent on");
        Assert.DoesNotContain("operator", await ReadAsync(ben, "/emails"), StringComparison.Ordinal);
        Assert.DoesNotContain("Betreiber", await ReadAsync(ben, "/emails"), StringComparison.Ordinal);
        foreach (var path in new[] { "/emails/garmin-2026-11-20", "/emails/2026-W40", "/emails/2026-W40/message" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await ben.GetAsync("/emails/garmin-2026-11-20")).StatusCode);
        Assert.Contains("for ben", await ReadAsync(ben, "/emails/2026-W40"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_history_is_several_pages()
    {
        for (var week = 1; week <= 52; week++)
        {
            AddMail("anna", "digest", $"2025-W{week:00}", "sent", null);
            AddMail("anna", "digest", $"2024-W{week:00}", "sent", null);
        }

        using var browser = await Page.SignInAsync();

        var first = await browser.GetStringAsync("/emails");
        var second = await browser.GetStringAsync("/emails?page=2");

        Assert.Contains("href=\"/emails?page=2\"", first, StringComparison.Ordinal);
        Assert.Equal(60, first.Split("Digest of week").Length - 1);
        Assert.Equal(44, second.Split("Digest of week").Length - 1);
        foreach (var number in new[] { "0", "-1", "x", "999999999999999999999", "1001" })
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/emails?page={number}")).StatusCode);
        }
    }

    [Fact]
    public async Task An_email_is_shown_from_its_stored_bytes()
    {
        AddMail("anna", "digest", Digest, "sent", null, CreateMessage("<p>Hi <b>you</b></p>", "Hi <b>you</b>"));
        using var browser = await Page.SignInAsync();

        var html = await browser.GetStringAsync($"/emails/{Digest}");

        Assert.Contains("<h2>A subject</h2>", html, StringComparison.Ordinal);
        Assert.Contains("Hi &lt;b&gt;you&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("no longer stored", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/emails/{Digest}/message\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_html_part_may_neither_run_nor_load_anything()
    {
        AddMail(
            "anna",
            "digest",
            Digest,
            "sent",
            null,
            CreateMessage("<script>alert(1)</script><img src=\"cid:p1@x\"><img src=\"https://evil.test/x\">", "Hi")
        );
        using var browser = await Page.SignInAsync();

        using var response = await browser.GetAsync($"/emails/{Digest}/message");

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox; default-src 'none'; img-src data:;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains("<img src=\"data:image/png;base64,AQID\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_email_whose_bytes_are_gone_is_rendered_again_for_its_day()
    {
        AddRuns();
        await SendAsync();
        using var sent = MimeKit.MimeMessage.Load(Assert.Single(Directory.GetFiles(_pickup)));
        using (var connection = _commands.Database.Open())
        {
            Assert.Equal(1, connection.ExecuteScalar<long>("SELECT count(*) FROM mails"));
            Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM mail_messages"));
        }

        // Two weeks later the advice would be another one.
        _commands.Clock.Advance(TimeSpan.FromDays(14));
        using var browser = await Page.SignInAsync();

        var html = await ReadAsync(browser, $"/emails/{Digest}");

        Assert.Contains("The email itself is no longer stored.", html, StringComparison.Ordinal);
        Assert.StartsWith("Massage", sent.Subject, StringComparison.Ordinal);
        Assert.Contains($"<h2>{sent.Subject}</h2>", html, StringComparison.Ordinal);
        Assert.Contains("3 h 20", html, StringComparison.Ordinal);
        var message = await browser.GetStringAsync($"/emails/{Digest}/message");
        Assert.Contains("src=\"data:image/png;base64,", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_with_expired_data_are_not_shown()
    {
        AddMail("anna", "digest", Digest, "sent", null, CreateMessage("<p>secret 9.9 km</p>", "secret 9.9 km"));
        using (var connection = _commands.Database.Open())
        {
            connection.Execute(
                "UPDATE mails SET bytes_until = @Now",
                new { Now = _commands.Clock.GetUtcNow().ToUnixTimeSeconds() }
            );
        }

        using var browser = await Page.SignInAsync();

        Assert.DoesNotContain("secret", await ReadAsync(browser, $"/emails/{Digest}"), StringComparison.Ordinal);
        using var message = await browser.GetAsync($"/emails/{Digest}/message");
        Assert.DoesNotContain("secret", await message.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("no headers at all")]
    [InlineData("Content-Type: text/html; charset=klingon\r\n\r\n\u00ff\r\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n")]
    [InlineData("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n")]
    public async Task Damaged_bytes_cost_only_themselves(string bytes)
    {
        AddMail("anna", "digest", Digest, "sent", null, bytes);
        AddMail("anna", "digest", "2026-W46", "sent", null);
        using var browser = await Page.SignInAsync();

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/emails/{Digest}")).StatusCode);
        Assert.True((int)(await browser.GetAsync($"/emails/{Digest}/message")).StatusCode < 500);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/emails/2026-W46")).StatusCode);
    }

    [Fact]
    public async Task The_next_digest_can_be_seen_before()
    {
        AddRuns();
        using var browser = await Page.SignInAsync();

        var html = await ReadAsync(browser, "/emails/2026-W48");

        Assert.Contains("This is how it would be now.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Send again", html, StringComparison.Ordinal);
        using var connection = _commands.Database.Open();
        Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM mails"));
    }

    [Fact]
    public async Task A_copy_is_sent_at_most_once_a_minute()
    {
        AddRuns();
        await SendAsync();
        using var browser = await Page.SignInAsync();
        var page = $"/emails/{Digest}";

        using var first = await PageFixture.PressAsync(browser, page, $"{page}/send");
        using var second = await PageFixture.PressAsync(browser, page, $"{page}/send");
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal("/emails/2026-W47%231", first.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal(2, Directory.GetFiles(_pickup).Length);
        var copy = await ReadAsync(browser, "/emails/2026-W47%231");
        Assert.Contains("Digest of week 47, 2026, copy 1", copy, StringComparison.Ordinal);
        Assert.Contains("Sent on Monday 23 November", copy, StringComparison.Ordinal);

        _commands.Clock.Advance(TimeSpan.FromMinutes(1));
        using var third = await PageFixture.PressAsync(browser, "/emails/2026-W47%231", $"{page}/send");
        Assert.Equal("/emails/2026-W47%232", third.Headers.Location!.ToString());
        Assert.Equal(3, Directory.GetFiles(_pickup).Length);
    }

    [Fact]
    public async Task Only_a_digest_that_was_sent_can_be_sent_again()
    {
        AddMail("anna", "digest", "2026-W45", "skipped", MailPreparer.QuietWeekReason);
        AddMail("anna", "race", "2026-12-13.eve", "sent", null);
        using var browser = await Page.SignInAsync();

        foreach (var period in new[] { "2026-W45", "2026-12-13.eve" })
        {
            var html = await browser.GetStringAsync($"/emails/{period}");
            Assert.Null(PageFixture.FindToken(html, $"/emails/{period}/send"));
            using var response = await PostAsync(browser, $"/emails/{period}/send");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Empty(Directory.GetFiles(_pickup));
    }

    [Theory]
    [InlineData("2026-W99")]
    [InlineData("2026-W4")]
    [InlineData("2026-W47%2300000000000000000000000001")]
    [InlineData("%2E%2E%2Fweek")]
    [InlineData("%3Cscript%3E")]
    [InlineData("strava-2026-11-20-over-over")]
    public async Task An_unknown_period_does_not_exist(string period)
    {
        using var browser = await Page.SignInAsync();

        foreach (var path in new[] { $"/emails/{period}", $"/emails/{period}/message" })
        {
            using var response = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.DoesNotContain("<script", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var longer = await browser.GetAsync($"/emails/{new string('a', 4000)}");
        Assert.Equal(HttpStatusCode.NotFound, longer.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path)
    {
        string key;
        using (var connection = _commands.Database.Open())
        {
            key = connection.ExecuteScalar<string>("SELECT token_hash FROM sessions")!;
        }

        var token = Page.Services.GetRequiredService<ActivitySync.Web.Access.FormTokens>().Create(key, path);
        using var form = new FormUrlEncodedContent([new("token", token)]);
        return await browser.PostAsync(path, form);
    }

    /// <summary>Sends the latest digest like the command.</summary>
    private async Task SendAsync()
    {
        var report = await Page
            .Services.GetRequiredService<DigestSender>()
            .SendAsync(Anna, Digest, TestContext.Current.CancellationToken);
        Assert.Null(report.Error);
    }

    /// <summary>Ten weeks of runs, with a very long one on Friday.</summary>
    private void AddRuns()
    {
        var runs = Enumerable
            .Range(1, 70)
            .Where(daysAgo => daysAgo % 2 == 1)
            .Select(daysAgo =>
                CommandFixture.CreateRecording(
                    SourceNames.File,
                    $"{daysAgo}",
                    $"{new DateOnly(2026, 11, 23).AddDays(-daysAgo):yyyy-MM-dd}T08:00:00+01:00",
                    daysAgo == 3 ? 35 : 8,
                    daysAgo == 3 ? 200 : 45,
                    daysAgo == 3 ? "Long Run" : "Morning Run"
                )
            );
        new RecordingReconciler(_commands.Database, _commands.Clock).Add(_commands.GetAthleteId(), [.. runs]);
    }

    private void AddMail(
        string athlete,
        string kind,
        string period,
        string state,
        string? reason,
        string? message = null
    ) => StoredMail.Add(_commands, athlete, kind, period, state, reason, message);

    private static string CreateMessage(string html, string text) =>
        $"""
            Subject: A subject
            MIME-Version: 1.0
            Content-Type: multipart/related; boundary="r"

            --r
            Content-Type: multipart/alternative; boundary="a"

            --a
            Content-Type: text/plain; charset=utf-8

            {text}
            --a
            Content-Type: text/html; charset=utf-8

            {html}
            --a--
            --r
            Content-Type: image/png
            Content-ID: <p1@x>
            Content-Transfer-Encoding: base64

            AQID
            --r--

            """.ReplaceLineEndings("\r\n");

    /// <summary>A line of the list, which is one link.</summary>
    private static void AssertLine(string html, string title, string state) =>
        Assert.Contains($"<b>{title}</b> {state}", html, StringComparison.Ordinal);

    private static async Task<string> ReadAsync(HttpClient browser, string path) =>
        WebUtility.HtmlDecode(await browser.GetStringAsync(path));
}

/// <summary>Rows of mails, whatever their state, due and changed on the evening of 22 November 2026.</summary>
internal static class StoredMail
{
    public static void Add(
        CommandFixture commands,
        string athlete,
        string kind,
        string period,
        string state,
        string? reason,
        string? message = null
    )
    {
        using var connection = commands.Database.Open();
        connection.Execute(
            """
            INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, attempts, uncertain, quotes_strava,
                               changed_at)
            VALUES (@AthleteId, @Kind, @Period, @State, @Reason, @DueAt, 0, 0, 0, @ChangedAt)
            """,
            new
            {
                AthleteId = AthleteRepository.GetOrAddId(connection, athlete, commands.Clock),
                Kind = kind,
                Period = period,
                State = state,
                Reason = reason,
                DueAt = new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
                ChangedAt = new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
            }
        );
        if (message is not null)
        {
            connection.Execute(
                "INSERT INTO mail_messages (mail_id, message) SELECT max(id), @Message FROM mails",
                new { Message = (object)Encoding.UTF8.GetBytes(message) }
            );
        }
    }
}
