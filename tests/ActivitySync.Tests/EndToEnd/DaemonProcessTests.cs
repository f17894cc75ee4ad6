using System.Text.Json;
using System.Text.Json.Nodes;
using ActivitySync.Tests.Infrastructure;
using MimeKit;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>The daemon as a process, with the stand-in for Strava, a real mail server and a clock moved from outside.</summary>
public sealed class DaemonProcessTests : IDisposable
{
    private const string Zone = "Europe/Berlin";

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-e2e-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task On_Sunday_evening_one_mail_arrives_and_only_one_whatever_restarts()
    {
        Requirements.RequireFaketime();
        Requirements.RequireMailServer();
        var mailbox = MailServer.Current!;
        var friday = new DateTimeOffset(2030, 11, 22, 9, 0, 0, TimeSpan.Zero); // after the mail server's certificate was made
        var sunday = new DateTimeOffset(2030, 11, 24, 17, 58, 0, TimeSpan.Zero); // 18:58 in Berlin
        var address = $"anna-{Guid.NewGuid():N}@example.org";
        var settings = Path.Combine(_directory, "appsettings.json");
        using var strava = StravaSimulator.Start(TrainingBuilder.Create(friday, weeks: 40, Zone));
        await File.WriteAllTextAsync(settings, Settings(strava, mailbox, address));
        using var clock = new LibFaketimeClock(friday);

        var connected = await DaemonProcess.RunCommandAsync(
            ["connect", "strava", "--athlete", "anna", "--code", TrainingBuilder.OneTimeCode, "--config", settings],
            clock.Environment
        );
        Assert.True(connected.ExitCode == 0, connected.Error + connected.Out);
        var firstRequests = (await strava.GetStatsAsync())["requests"]!.GetValue<int>();
        Assert.InRange(firstRequests, 1, 4); // all that a first digest costs: nothing below asks for more than the list

        await using (var daemon = await DaemonProcess.StartAsync(settings, clock.Environment))
        {
            var before = await strava.CountListRequestsAsync();
            await WaitUntilAsync(daemon, "it syncs on its schedule", async () =>
                await strava.CountListRequestsAsync() > before
            );
            Assert.Empty(mailbox.GetMails(address));

            clock.MoveTo(sunday);
            await strava.SendCommandAsync("clock", new JsonObject { ["now"] = "2030-11-24T17:58:00Z" });
            clock.MoveTo(sunday.AddMinutes(2).AddSeconds(5)); // 19:00:05 in Berlin
            await WaitUntilAsync(daemon, "the mail is there", () =>
                Task.FromResult(mailbox.GetMails(address).Count > 0)
            );
            Assert.Equal(0, await daemon.StopAsync());
        }

        for (var restart = 1; restart <= 2; restart++)
        {
            clock.MoveTo(sunday.AddMinutes(2 + (20 * restart)));
            await using var daemon = await DaemonProcess.StartAsync(settings, clock.Environment);
            var before = await strava.CountListRequestsAsync();
            await WaitUntilAsync(daemon, "it lives through several wakes", async () =>
                await strava.CountListRequestsAsync() >= before + 3
            );
            await daemon.StopAsync();
        }

        var mail = Assert.Single(mailbox.GetMails(address));
        Assert.Contains(mail.BodyParts.OfType<TextPart>(), part =>
            part.IsPlain && part.Text.Contains("TL;DR", StringComparison.Ordinal)
        );
        Assert.Contains(mail.BodyParts.OfType<TextPart>(), part => part.IsHtml);
        Assert.Empty((await strava.GetStatsAsync())["violations"]!.AsArray());
        var status = JsonDocument
            .Parse(
                (await DaemonProcess.RunCommandAsync(["status", "--json", "--config", settings], clock.Environment)).Out
            )
            .RootElement;
        Assert.Equal(0, status.GetProperty("outbox").GetProperty("waiting").GetInt32());
    }

    [Fact]
    public async Task A_clock_set_back_by_days_holds_no_schedule_up()
    {
        Requirements.RequireFaketime();
        var now = new DateTimeOffset(2030, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var settings = Path.Combine(_directory, "appsettings.json");
        using var strava = StravaSimulator.Start(TrainingBuilder.Create(now, weeks: 2, Zone));
        await File.WriteAllTextAsync(settings, Settings(strava, null, "anna@example.org"));
        using var clock = new LibFaketimeClock(now);
        await DaemonProcess.RunCommandAsync(
            ["connect", "strava", "--code", TrainingBuilder.OneTimeCode, "--config", settings],
            clock.Environment
        );
        await using var daemon = await DaemonProcess.StartAsync(settings, clock.Environment);
        var before = await strava.CountListRequestsAsync();
        await WaitUntilAsync(daemon, "it syncs on its schedule", async () =>
            await strava.CountListRequestsAsync() > before
        );

        clock.MoveTo(now.AddDays(-3));
        await strava.SendCommandAsync("clock", new JsonObject { ["now"] = "2030-11-19T09:00:00Z" });
        await daemon.WaitForOutputAsync("clock_set_back");
        before = await strava.CountListRequestsAsync();

        await WaitUntilAsync(daemon, "it goes on", async () => await strava.CountListRequestsAsync() > before);
        Assert.Equal(0, await daemon.StopAsync());
    }

    private static async Task WaitUntilAsync(DaemonProcess daemon, string what, Func<Task<bool>> holds)
    {
        const int MostTries = 600;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200)); // between two looks at another process
        }

        Assert.Fail($"It never came to pass that {what}. The daemon said:\n{daemon.Output}");
    }

    private string Settings(StravaSimulator strava, MailServer? mailbox, string address) =>
        $$"""
        {
          "ActivitySync": {"DataDirectory": {{JsonSerializer.Serialize(Path.Combine(_directory, "data"))}}, "Listen": "", "WakeSeconds": 1},
          "Athletes": [{"Name": "anna", "Email": "{{address}}", "TimeZone": "{{Zone}}", "Sources": {"Strava": true} }],
          "Strava": {"ClientId": "1001", "ClientSecret": "sim-secret", "ApiUrl": "{{strava.ApiUrl}}", "OAuthUrl": "{{strava.OAuthUrl}}", "SyncSchedule": "0/4 * * * * ?"},
          "Mail": {"From": "activitysync@example.org", {{(mailbox is null
              ? $"\"PickupDirectory\": {JsonSerializer.Serialize(Path.Combine(_directory, "mails"))}"
              : $"\"Smtp\": {{\"Host\": \"{mailbox.Host}\", \"Port\": {mailbox.Port}, \"Username\": \"{mailbox.User}\", \"Password\": \"{mailbox.Password}\"}}")}} }
        }
        """;
}
