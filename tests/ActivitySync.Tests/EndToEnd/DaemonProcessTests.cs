using System.Text.Json;
using System.Text.Json.Nodes;
using ActivitySync.Tests.Infrastructure;
using MimeKit;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// The daemon as a process, with the Strava stand-in, a real mail server and a clock set from outside.
/// </summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed class DaemonProcessTests : IDisposable
{
    private const string Zone = "Europe/Berlin";

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-e2e-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task One_mail_arrives_on_Sunday_evening_and_restarts_send_no_second()
    {
        Requirements.RequireFaketime();
        Requirements.RequireMailServer();
        var mailbox = MailServer.Current!;
        // The mail server's certificate is valid from its creation.
        var friday = new DateTimeOffset(2030, 11, 22, 9, 0, 0, TimeSpan.Zero);
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
        Assert.InRange(firstRequests, 1, 4); // the first sync needs only the list

        await using (var daemon = await DaemonProcess.StartAsync(settings, clock.Environment))
        {
            var before = await strava.CountListRequestsAsync();
            await WaitUntilAsync(daemon, "the schedule syncs", async () =>
                await strava.CountListRequestsAsync() > before
            );
            Assert.Empty(mailbox.GetMails(address));

            clock.MoveTo(sunday);
            await strava.SendCommandAsync("clock", new JsonObject { ["now"] = "2030-11-24T17:58:00Z" });
            clock.MoveTo(sunday.AddMinutes(2).AddSeconds(5)); // 19:00:05 in Berlin
            await WaitUntilAsync(daemon, "the mail has arrived", () =>
                Task.FromResult(mailbox.GetMails(address).Count > 0)
            );
            Assert.Equal(0, await daemon.StopAsync());
        }

        for (var restart = 1; restart <= 2; restart++)
        {
            clock.MoveTo(sunday.AddMinutes(2 + (20 * restart)));
            await using var daemon = await DaemonProcess.StartAsync(settings, clock.Environment);
            var before = await strava.CountListRequestsAsync();
            await WaitUntilAsync(daemon, "several syncs have run", async () =>
                await strava.CountListRequestsAsync() >= before + 3
            );
            await daemon.StopAsync();
        }

        var mail = Assert.Single(mailbox.GetMails(address));
        Assert.Contains(mail.BodyParts.OfType<TextPart>(), part =>
            part.IsPlain && part.Text.Contains("Stop if anything feels sharp", StringComparison.Ordinal)
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
    public async Task Syncing_goes_on_after_the_clock_is_set_back_by_days()
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
        await WaitUntilAsync(daemon, "the schedule syncs", async () => await strava.CountListRequestsAsync() > before);

        clock.MoveTo(now.AddDays(-3));
        await strava.SendCommandAsync("clock", new JsonObject { ["now"] = "2030-11-19T09:00:00Z" });
        await daemon.WaitForOutputAsync("clock_set_back");
        before = await strava.CountListRequestsAsync();

        await WaitUntilAsync(daemon, "the schedule syncs again", async () =>
            await strava.CountListRequestsAsync() > before
        );
        Assert.Equal(0, await daemon.StopAsync());
    }

    private static async Task WaitUntilAsync(DaemonProcess daemon, string what, Func<Task<bool>> condition)
    {
        const int MaxPolls = 600;
        for (var poll = 0; poll < MaxPolls; poll++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200)); // polls another process
        }

        Assert.Fail($"Timed out waiting until {what}. Output of the daemon:\n{daemon.Output}");
    }

    private string Settings(StravaSimulator strava, MailServer? mailbox, string address) =>
        $$"""
            {
              "ActivitySync": {
                "DataDirectory": {{JsonSerializer.Serialize(Path.Combine(_directory, "data"))}},
                "Listen": "", "WakeSeconds": 1
              },
              "Athletes": [{
                "Name": "anna", "Email": "{{address}}", "TimeZone": "{{Zone}}", "Sources": {"Strava": true}
              }],
              "Strava": {
                "ClientId": "1001", "ClientSecret": "sim-secret",
                "ApiUrl": "{{strava.ApiUrl}}", "OAuthUrl": "{{strava.OAuthUrl}}",
                "SyncSchedule": "0/4 * * * * ?"},
              "Mail": {"From": "activitysync@example.org", {{DescribeDelivery(mailbox)}} }
            }
            """;

    private string DescribeDelivery(MailServer? mailbox) =>
        mailbox is null
            ? $"\"PickupDirectory\": {JsonSerializer.Serialize(Path.Combine(_directory, "mails"))}"
            : $$"""
                "Smtp": {
                  "Host": "{{mailbox.Host}}", "Port": {{mailbox.Port}},
                  "Username": "{{mailbox.User}}", "Password": "{{mailbox.Password}}"
                }
                """;
}
