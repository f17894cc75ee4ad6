using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Hosting;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Tests.Commands;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_sound_house_has_a_line_a_check_and_nothing_to_mend()
    {
        using var world = CreateHealthy();
        Directory.CreateDirectory(GetPath(world, "inbox"));
        using var running = new DaemonLock(world.Settings, world.Clock).Acquire();

        var (exit, output, error) = await world.RunAsync("doctor");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.DoesNotContain("MEND", output, StringComparison.Ordinal);
        foreach (
            var check in new[]
            {
                "settings",
                "data directory",
                "database",
                "clock",
                "time zones",
                "inbox",
                "mail",
                "daemon",
            }
        )
        {
            Assert.Contains($"ok   {check} ", output, StringComparison.Ordinal);
        }

        Assert.Contains("Europe/Berlin, where it is Monday 08:00", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_answer_as_JSON_says_the_same()
    {
        using var world = CreateHealthy();

        var (exit, output, _) = await world.RunAsync("doctor", "--json");

        using var document = JsonDocument.Parse(output);
        var rows = document.RootElement.EnumerateArray().ToList();
        Assert.Equal(ExitCode.Failed, exit); // no inbox yet, and no daemon
        Assert.Equal(
            ["daemon", "inbox"],
            rows.Where(row => !row.GetProperty("ok").GetBoolean())
                .Select(row => row.GetProperty("check").GetString())
                .Order()
        );
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_told_with_the_command_that_mends_it()
    {
        using var world = CreateHealthy();
        var key = GetPath(world, "secret.key");
        new SecretProtector(world.Settings).Protect("anything");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains(
            $"MEND data directory  {key}: others on this machine may read it; run 'chmod 600 {key}'.",
            await RunDoctorAsync(world, ExitCode.Failed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Settings_with_a_secret_that_all_may_read_are_told()
    {
        using var world = CreateHealthy();
        var file = GetPath(world, "appsettings.json");
        await File.WriteAllTextAsync(
            file,
            """{"Mail": {"From": "a@example.org", "Smtp": {"Host": "h", "Username": "u", "Password": "sesame"}}}"""
        );
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        world.With(settings => settings with { File = file });

        var said = await RunDoctorAsync(world, ExitCode.Failed);

        Assert.Contains($"chmod 600 {file}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", said, StringComparison.Ordinal);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.DoesNotContain("chmod", await RunDoctorAsync(world, ExitCode.Failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_went_back_is_told()
    {
        using var world = CreateHealthy();
        using (var connection = world.Database.Open())
        {
            JobRunRepository.SaveSuccess(connection, JobName.Wake, world.Clock.GetUtcNow().AddDays(2));
        }

        Assert.Contains(
            "MEND clock           it says 2026-11-23 07:00 UTC, and work was noted at 2026-11-25 07:00 UTC",
            await RunDoctorAsync(world, ExitCode.Failed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_damaged_database_is_told_once_and_ends_no_other_check()
    {
        using var world = CreateHealthy();
        await File.WriteAllTextAsync(GetPath(world, "activitysync.db"), new string('x', 20_000));

        var said = await RunDoctorAsync(world, ExitCode.Failed);

        Assert.Single(said.Split('\n'), line => line.Contains("the database is damaged", StringComparison.Ordinal));
        Assert.Contains("ok   mail", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nightly_copies_that_stopped_are_told()
    {
        using var world = CreateHealthy();
        var copy = BackupFolder.GetNightlyCopyPath(world.Settings, new DateOnly(2026, 11, 13));
        using (var connection = world.Database.Open())
        {
            DatabaseCopy.Write(connection, copy);
        }

        File.SetLastWriteTimeUtc(copy, world.Clock.GetUtcNow().UtcDateTime.AddDays(-10));

        Assert.Contains(
            "the newest nightly copy is 10 days old",
            await RunDoctorAsync(world, ExitCode.Failed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_runner_has_to_do_weighs_most_short_of_a_fault_here()
    {
        using var world = CreateHealthy()
            .With(settings =>
                settings with
                {
                    SourceSettings =
                    [
                        new StravaSettings
                        {
                            ClientId = "1001",
                            ClientSecret = "s",
                            OAuthUrl = new Uri("http://127.0.0.1:1/oauth"),
                        },
                    ],
                    Athletes =
                    [
                        settings.Athletes[0] with
                        {
                            Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
                        },
                    ],
                }
            );
        using var running = new DaemonLock(world.Settings, world.Clock).Acquire();

        Assert.Contains(
            "MEND Strava          anna is not connected to Strava; run 'activitysync connect strava --athlete anna'.",
            await RunDoctorAsync(world, ExitCode.ActionRequired),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_broken_template_and_a_missing_mail_server_are_wrong_settings()
    {
        using var world = CreateHealthy()
            .With(settings =>
                settings with
                {
                    File = Path.Combine(settings.ActivitySync.DataDirectory, "appsettings.json"),
                    Mail = new MailSettings(),
                    Athletes = [settings.Athletes[0] with { Sources = new() }],
                }
            );
        await File.WriteAllTextAsync(world.Settings.File!, "{}");
        Directory.CreateDirectory(GetPath(world, "templates"));
        await File.WriteAllTextAsync(GetPath(world, "templates/digest.html.liquid"), "{% if %}");
        using var running = new DaemonLock(world.Settings, world.Clock).Acquire();

        var said = await RunDoctorAsync(world, ExitCode.InvalidInput);

        Assert.Contains("MEND templates", said, StringComparison.Ordinal);
        Assert.Contains("MEND mail            Mail:Smtp:Host: no mail server is set", said, StringComparison.Ordinal);
    }

    private static CommandFixture CreateHealthy()
    {
        var world = new CommandFixture();
        return world.With(settings =>
            settings with
            {
                Mail = new MailSettings
                {
                    From = "activitysync@example.org",
                    PickupDirectory = GetPath(world, "mails"),
                },
                Athletes =
                [
                    settings.Athletes[0] with
                    {
                        Sources = new AthleteSources { Inbox = GetPath(world, "inbox") },
                    },
                ],
            }
        );
    }

    private static async Task<string> RunDoctorAsync(CommandFixture world, ExitCode exit)
    {
        var outcome = await world.RunAsync("doctor");
        Assert.True(exit == outcome.Exit, $"{outcome.Exit}\n{outcome.Output}{outcome.Error}");
        return outcome.Output;
    }

    private static string GetPath(CommandFixture world, string name) =>
        Path.Combine(world.Settings.ActivitySync.DataDirectory, name);
}
