using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActivitySync.Tests.EndToEnd;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Reliability;

/// <summary>
/// A week of the daemon in hops of its clock, with an outage of Strava of more than a day, a restart, a kill, a full
/// disk, a clock that is set back, and an outage of the mail server when the digest is due.
/// </summary>
[Trait("Category", "Soak")]
[SqliteOnly]
public sealed class VirtualWeekTests : IAsyncDisposable
{
    private const string Zone = "Europe/Berlin";
    private const int DiskMegabytes = 24;

    /// <summary>Polls of another process, 0.2 s apart, until the test fails.</summary>
    private const int MaxPolls = 400;

    /// <summary>Allowed growth of resident memory. A leak at every wake exceeds it by far.</summary>
    private const double MaxGrowth = 1.5;

    /// <summary>Monday, 00:30 UTC; the digest of the week is due on Sunday at 18:00 UTC.</summary>
    private static readonly DateTimeOffset Monday = new(2030, 11, 18, 0, 30, 0, TimeSpan.Zero);

    private static readonly TimeSpan StravaOutageStart = TimeSpan.FromHours(8),
        StravaOutageEnd = TimeSpan.FromHours(48);
    private static readonly TimeSpan Restart = TimeSpan.FromHours(56),
        Kill = TimeSpan.FromHours(64);
    private static readonly TimeSpan DiskFull = TimeSpan.FromHours(72),
        DiskFree = TimeSpan.FromHours(80);
    private static readonly TimeSpan SetBack = TimeSpan.FromHours(104);
    private static readonly TimeSpan MailOutageStart = TimeSpan.FromHours(160),
        MailOutageEnd = TimeSpan.FromHours(176);
    private static readonly TimeSpan DigestDue = TimeSpan.FromHours(161.5);
    private static readonly TimeSpan End = TimeSpan.FromHours(192);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-week-").FullName;
    private readonly HttpClient _http = new();
    private readonly List<string> _history = [];
    private DaemonProcess? _daemon;

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
        {
            await _daemon.DisposeAsync();
        }

        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_week_of_failures_ends_with_one_digest_and_correct_health_reports()
    {
        Requirements.RequireFaketime();
        Requirements.RequireMailServer();
        Requirements.RequireSmallDisk();
        var hop = TimeSpan.FromHours(TestScale.IsSmall ? 8 : 1);
        var mailbox = MailServer.Current!;
        var address = $"anna-{Guid.NewGuid():N}@example.org";
        using var disk = SmallDisk.Mount(Path.Combine(_directory, "data"), DiskMegabytes);
        using var strava = StravaSimulator.Start(TrainingBuilder.Create(Monday, weeks: 40, Zone));
        await using var mailServer = new TcpForwarder(mailbox.Host, mailbox.Port);
        mailServer.Open();
        var port = FreePort.Next();
        var settings = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(settings, Settings(strava, mailbox, mailServer.Port, port, address));
        using var clock = new LibFaketimeClock(Monday);
        var connected = await DaemonProcess.RunCommandAsync(
            ["connect", "strava", "--code", TrainingBuilder.OneTimeCode, "--config", settings],
            clock.Environment
        );
        Assert.True(connected.ExitCode == 0, connected.Error);

        var daemon = _daemon = await DaemonProcess.StartAsync(settings, clock.Environment);
        long afterRestarts = 0;
        var unhealthyHops = 0;
        for (var at = hop; at <= End; at += hop)
        {
            if (at == StravaOutageStart)
            {
                await strava.SendCommandAsync(
                    "faults",
                    new JsonArray(
                        new JsonObject
                        {
                            ["path"] = ".*",
                            ["count"] = 1_000_000,
                            ["do"] = "status",
                            ["status"] = 503,
                        }
                    )
                );
            }

            if (at == StravaOutageEnd)
            {
                await strava.SendCommandAsync("faults", new JsonArray());
            }

            if (at == Restart)
            {
                Assert.Equal(0, await daemon.StopAsync());
                await daemon.DisposeAsync();
            }

            if (at == Kill)
            {
                await daemon.DisposeAsync(); // SIGKILL
            }

            if (at == DiskFull)
            {
                disk.Fill();
            }

            if (at == DiskFree)
            {
                disk.Free();
            }

            if (at == MailOutageStart)
            {
                await mailServer.CutAsync();
            }

            if (at == MailOutageEnd)
            {
                mailServer.Open();
            }

            if (at == SetBack)
            {
                // A restarted daemon has read the clock at this hop. Without that it could miss one of two changes.
                Assert.Equal(0, await daemon.StopAsync());
                await daemon.DisposeAsync();
                daemon = _daemon = await DaemonProcess.StartAsync(settings, clock.Environment);
                var setBackTo = Monday + at - hop - TimeSpan.FromHours(3);
                await MoveAsync(clock, strava, setBackTo);
                await daemon.WaitForOutputAsync("clock_set_back");
                await WaitForWorkAsync(daemon, port, setBackTo);
            }

            await MoveAsync(clock, strava, Monday + at);
            if (at == Restart || at == Kill)
            {
                daemon = _daemon = await DaemonProcess.StartAsync(settings, clock.Environment);
            }

            var isDiskFull = at >= DiskFull && at < DiskFree;
            if (!isDiskFull)
            {
                await WaitForWorkAsync(daemon, port, Monday + at);
            }

            var expected = IsUnhealthyExpected(at);
            var health = await HealthAsync(port, expected);
            _history.Add($"{at.TotalHours:0} h: {(health.Healthy ? "healthy" : string.Join(" | ", health.Reasons))}");
            if (expected is { } isUnhealthy)
            {
                Assert.True(health.Healthy != isUnhealthy, DescribeHistory(daemon));
            }

            if (expected == true)
            {
                unhealthyHops++;
            }

            if (isDiskFull)
            {
                Assert.Contains("the disk is full", string.Join('\n', health.Reasons), StringComparison.Ordinal);
            }

            if (at == DiskFree + hop)
            {
                afterRestarts = await ReadResidentMemoryAsync(port);
            }
        }

        var resident = await ReadResidentMemoryAsync(port);
        Assert.Equal(0, await daemon.StopAsync());
        await daemon.DisposeAsync();

        var mails = mailbox.GetMails(address);
        Assert.Single(mails, mail => mail.MessageId!.StartsWith("digest.2030-W47.", StringComparison.Ordinal));
        Assert.DoesNotContain(mails, mail =>
            mail.MessageId!.StartsWith("digest.", StringComparison.Ordinal)
            && !mail.MessageId!.StartsWith("digest.2030-W47.", StringComparison.Ordinal)
        );
        Assert.Equal(mails.Count, mails.Select(mail => mail.MessageId).Distinct().Count());
        // The outage of Strava and its end; the disk.
        Assert.InRange(mails.Count(mail => mail.MessageId!.StartsWith("alert", StringComparison.Ordinal)), 1, 5);
        Assert.True(unhealthyHops > 0);
        Assert.Empty((await strava.GetStatsAsync())["violations"]!.AsArray());
        Assert.True(resident < MaxGrowth * afterRestarts, $"{afterRestarts} bytes on Thursday, {resident} at the end");
        var files = Directory
            .EnumerateFiles(disk.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(disk.Folder, file))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.All(files, file =>
            Assert.Matches(
                @"^(activitysync\.db(-wal|-shm)?|secret\.key|daemon\.(lock|pid)|[a-z-]+\.lock|strava-\d+\.lock"
                    + @"|calendars/anna\.ics|backups/activitysync-[\d-]+\.db)$",
                file
            )
        );
        Assert.InRange(files.Count(file => file.StartsWith("backups/", StringComparison.Ordinal)), 1, 7);
        TestScale.WriteLine(
            $"hops of {hop.TotalHours} h, {unhealthyHops} unhealthy; resident {afterRestarts / 1000} KB on Thursday, "
                + $"{resident / 1000} KB at the end; {mails.Count} mails, "
                + $"{files.Sum(file => new FileInfo(Path.Combine(disk.Folder, file)).Length) / 1000} KB of files"
        );
        TestScale.WriteLine(string.Join('\n', _history));
    }

    /// <summary>Null: either, because the daemon recovers within some hours.</summary>
    private static bool? IsUnhealthyExpected(TimeSpan at)
    {
        if (at > StravaOutageStart + TimeSpan.FromHours(24) && at < StravaOutageEnd)
        {
            return true;
        }

        if (at >= StravaOutageStart && at <= StravaOutageEnd)
        {
            return at < TimeSpan.FromHours(24) ? false : null; // the last success was at a hop before the outage
        }

        if (at >= DiskFull && at < DiskFree)
        {
            return true;
        }

        if (at > DigestDue + TimeSpan.FromHours(1) && at < MailOutageEnd)
        {
            return true;
        }

        if (at >= MailOutageStart && at < MailOutageEnd + TimeSpan.FromHours(8))
        {
            return null;
        }

        return false;
    }

    private static async Task MoveAsync(LibFaketimeClock clock, StravaSimulator strava, DateTimeOffset now)
    {
        await strava.SendCommandAsync(
            "clock",
            new JsonObject { ["now"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) }
        );
        clock.MoveTo(now);
    }

    /// <summary>
    /// Waits until the wake job has run and Strava was tried within the hour since the clock was moved. If the clock is
    /// moved again during a sync, the sync uses a token that has expired meanwhile.
    /// </summary>
    private async Task WaitForWorkAsync(DaemonProcess daemon, int port, DateTimeOffset movedTo)
    {
        bool IsSince(long instant) =>
            instant >= movedTo.ToUnixTimeSeconds() && instant < movedTo.AddHours(1).ToUnixTimeSeconds();
        var metrics = "";
        for (var poll = 0; poll < MaxPolls; poll++)
        {
            metrics = await GetTextAsync(port, "metrics") ?? metrics;
            if (
                IsSince(ReadMetric(metrics, "activitysync_job_last_success_timestamp_seconds{job=\"wake\"}"))
                && IsSince(
                    ReadMetric(
                        metrics,
                        "activitysync_source_last_try_timestamp_seconds{athlete=\"anna\",source=\"strava\"}"
                    )
                )
            )
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200)); // polls another process
        }

        Assert.Fail($"The daemon ran no job after {movedTo:yyyy-MM-dd HH:mm}.\n{metrics}\n{DescribeHistory(daemon)}");
    }

    private async Task<(bool Healthy, List<string> Reasons)> HealthAsync(int port, bool? expected)
    {
        var health = (Healthy: false, Reasons: new List<string>());
        for (var poll = 0; poll < MaxPolls; poll++)
        {
            if (await GetTextAsync(port, "health") is { } text && text.StartsWith('{'))
            {
                using var document = JsonDocument.Parse(text);
                health = (
                    document.RootElement.GetProperty("healthy").GetBoolean(),
                    [
                        .. document
                            .RootElement.GetProperty("reasons")
                            .EnumerateArray()
                            .Select(reason => reason.GetString()!),
                    ]
                );
                if (expected is null || health.Healthy != expected)
                {
                    return health;
                }
            }
            else if (expected == true)
            {
                return (false, ["no answer"]);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200)); // polls another process
        }

        return health;
    }

    private async Task<long> ReadResidentMemoryAsync(int port) =>
        ReadMetric(await GetTextAsync(port, "metrics") ?? "", "process_resident_memory_bytes");

    private async Task<string?> GetTextAsync(int port, string page)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"http://127.0.0.1:{port}/{page}"));
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable
                ? await answer.Content.ReadAsStringAsync()
                : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static long ReadMetric(string metrics, string name) =>
        Regex.Match(metrics, $"^{Regex.Escape(name)} ([0-9]+)$", RegexOptions.Multiline) is { Success: true } match
            ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : 0;

    private string DescribeHistory(DaemonProcess daemon) => $"{string.Join('\n', _history)}\n{daemon.Output}";

    private string Settings(StravaSimulator strava, MailServer mailbox, int mailPort, int port, string address) =>
        $$"""
            {
              "ActivitySync": {"DataDirectory": {{JsonSerializer.Serialize(
                Path.Combine(_directory, "data")
            )}}, "Listen": "http://127.0.0.1:{{port}}", "WakeSeconds": 1},
              "Athletes": [{
                "Name": "anna", "Email": "{{address}}", "TimeZone": "{{Zone}}", "Sources": {"Strava": true}
              }],
              "Strava": {
                "ClientId": "1001", "ClientSecret": "sim-secret",
                "ApiUrl": "{{strava.ApiUrl}}", "OAuthUrl": "{{strava.OAuthUrl}}"},
              "Mail": {"From": "activitysync@example.org", "Smtp": {
                "Host": "{{mailbox.Host}}", "Port": {{mailPort}},
                "Username": "{{mailbox.User}}", "Password": "{{mailbox.Password}}"
              } }
            }
            """;
}
