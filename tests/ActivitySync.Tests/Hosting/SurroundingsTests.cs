using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Hosting;

/// <summary>What the program's surroundings lack ends it with one line and no stack trace.</summary>
[Trait("Category", "System")]
[SqliteOnly]
public sealed class SurroundingsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task SIGHUP_stops_the_daemon_gracefully()
    {
        var settings = await WriteSettingsAsync();
        await using var daemon = await DaemonProcess.StartAsync(settings);

        Assert.Equal(0, await daemon.StopAsync("HUP"));

        await daemon.WaitForOutputAsync("stopped");
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("status")]
    public async Task A_machine_without_time_zones_is_reported_in_one_line(string command)
    {
        var settings = await WriteSettingsAsync();
        var environment = new Dictionary<string, string> { ["TZDIR"] = Path.Combine(_directory, "none") };

        var result = await DaemonProcess.RunCommandAsync([command, "--config", settings], environment);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("tzdata", Assert.Single(GetLines(result.Error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_ICU_is_reported_in_one_line()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/unshare"), "needs root and unshare");
        const string hide = "for file in /usr/lib/*/libicu*.so.*; do mount --bind /dev/null $file; done";

        var (exit, output, error) = await ActivitySync.Tests.Deploy.Shell.TryAsync(
            "unshare",
            "-m",
            "sh",
            "-c",
            $"{hide}; exec '{DaemonProcess.Binary}' rules"
        );

        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.Contains("ICU is missing", Assert.Single(GetLines(error)), StringComparison.Ordinal);
    }

    private static string[] GetLines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<string> WriteSettingsAsync()
    {
        var settings = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(
            settings,
            $$"""
            {
              "ActivitySync": { "DataDirectory": "{{Path.Combine(_directory, "data")}}", "Listen": "" },
              "Mail": { "PickupDirectory": "{{Path.Combine(_directory, "mails")}}", "From": "a@example.org" },
              "Athletes": [ { "Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin" } ]
            }
            """
        );
        return settings;
    }
}
