using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Commands;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_healthy_installation_passes_every_check()
    {
        using var fixture = CreateHealthy();
        Directory.CreateDirectory(GetPath(fixture, "inbox"));
        using var running = new DaemonLock(fixture.Settings, fixture.Clock).Acquire();

        var (exit, output, error) = await fixture.RunAsync("doctor");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.DoesNotContain("FAIL", output, StringComparison.Ordinal);
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

        Assert.Contains("Europe/Berlin, local time Monday 08:00", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_JSON_output_lists_failed_checks()
    {
        using var fixture = CreateHealthy();

        var (exit, output, _) = await fixture.RunAsync("doctor", "--json");

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
    [SqliteOnly]
    public async Task A_key_that_others_may_read_is_reported_with_a_fix()
    {
        using var fixture = CreateHealthy();
        var key = GetPath(fixture, "secret.key");
        new SecretProtector(fixture.Settings, fixture.Clock).Protect("anything");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains(
            $"FAIL data directory  {key}: other users of this machine may read it. Run 'chmod 600 {key}'.",
            await RunDoctorAsync(fixture, ExitCode.Failed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Settings_with_a_secret_that_others_may_read_are_reported()
    {
        using var fixture = CreateHealthy();
        var file = GetPath(fixture, "appsettings.json");
        await File.WriteAllTextAsync(
            file,
            """{"Mail": {"From": "a@example.org", "Smtp": {"Host": "h", "Username": "u", "Password": "sesame"}}}"""
        );
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        fixture.With(settings => settings with { File = file });

        var output = await RunDoctorAsync(fixture, ExitCode.Failed);

        Assert.Contains($"chmod 600 {file}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", output, StringComparison.Ordinal);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.DoesNotContain("chmod", await RunDoctorAsync(fixture, ExitCode.Failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_went_back_is_reported()
    {
        using var fixture = CreateHealthy();
        using (var connection = fixture.Database.Open())
        {
            JobRunRepository.SaveSuccess(connection, "", JobName.Wake, fixture.Clock.GetUtcNow().AddDays(2));
        }

        Assert.Contains(
            "FAIL clock           the time is 2026-11-23 07:00 UTC, but a job ran at 2026-11-25 07:00 UTC",
            await RunDoctorAsync(fixture, ExitCode.Failed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    [SqliteOnly]
    public async Task A_damaged_database_is_reported_once_and_stops_no_other_check()
    {
        using var fixture = CreateHealthy();
        await File.WriteAllTextAsync(GetPath(fixture, "activitysync.db"), new string('x', 20_000));

        var output = await RunDoctorAsync(fixture, ExitCode.Failed);

        Assert.Single(output.Split('\n'), line => line.Contains("the database is damaged", StringComparison.Ordinal));
        Assert.Contains("ok   mail", output, StringComparison.Ordinal);
    }

    [Fact]
    [SqliteOnly]
    public async Task Missing_nightly_backups_are_reported()
    {
        using var fixture = CreateHealthy();
        var copy = BackupFolder.GetNightlyCopyPath(fixture.Settings, new DateOnly(2026, 11, 13));
        using (var connection = fixture.Database.Open())
        {
            DatabaseCopy.Write(connection, copy);
        }

        File.SetLastWriteTimeUtc(copy, fixture.Clock.GetUtcNow().UtcDateTime.AddDays(-10));

        Assert.Contains(
            "the newest nightly backup is 10 days old",
            await RunDoctorAsync(fixture, ExitCode.Failed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_action_required_from_the_athlete_sets_the_exit_code()
    {
        using var fixture = CreateHealthy()
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
                    FileAthletes =
                    [
                        settings.FileAthletes[0] with
                        {
                            Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
                        },
                    ],
                }
            );
        using var running = new DaemonLock(fixture.Settings, fixture.Clock).Acquire();

        Assert.Contains(
            "FAIL Strava          anna is not connected to Strava. Run 'activitysync connect strava --athlete anna'.",
            await RunDoctorAsync(fixture, ExitCode.ActionRequired),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_invalid_template_and_a_missing_mail_server_are_invalid_input()
    {
        using var fixture = CreateHealthy()
            .With(settings =>
                settings with
                {
                    File = Path.Combine(settings.ActivitySync.DataDirectory, "appsettings.json"),
                    Mail = new MailSettings(),
                    FileAthletes = [settings.FileAthletes[0] with { Sources = new() }],
                }
            );
        await File.WriteAllTextAsync(fixture.Settings.File!, "{}");
        Directory.CreateDirectory(GetPath(fixture, "templates"));
        await File.WriteAllTextAsync(GetPath(fixture, "templates/digest.html.liquid"), "{% if %}");
        using var running = new DaemonLock(fixture.Settings, fixture.Clock).Acquire();

        var output = await RunDoctorAsync(fixture, ExitCode.InvalidInput);

        Assert.Contains("FAIL templates", output, StringComparison.Ordinal);
        Assert.Contains("FAIL mail            Mail:Smtp:Host: not set", output, StringComparison.Ordinal);
    }

    private static CommandFixture CreateHealthy()
    {
        var fixture = new CommandFixture();
        return fixture.With(settings =>
            settings with
            {
                Mail = new MailSettings
                {
                    From = "activitysync@example.org",
                    PickupDirectory = GetPath(fixture, "mails"),
                },
                FileAthletes =
                [
                    settings.FileAthletes[0] with
                    {
                        Sources = new AthleteSources { Inbox = GetPath(fixture, "inbox") },
                    },
                ],
            }
        );
    }

    private static async Task<string> RunDoctorAsync(CommandFixture fixture, ExitCode exit)
    {
        var outcome = await fixture.RunAsync("doctor");
        Assert.True(exit == outcome.Exit, $"{outcome.Exit}\n{outcome.Output}{outcome.Error}");
        return outcome.Output;
    }

    private static string GetPath(CommandFixture fixture, string name) =>
        Path.Combine(fixture.Settings.ActivitySync.DataDirectory, name);

    [Fact]
    public async Task A_data_directory_or_backup_folder_that_others_may_write_to_is_reported()
    {
        using var fixture = CreateHealthy();
        var data = Path.GetFullPath(fixture.Settings.ActivitySync.DataDirectory);
        var backups = Directory.CreateDirectory(GetPath(fixture, "backups")).FullName;
        foreach (var folder in new[] { data, backups })
        {
            var mode = File.GetUnixFileMode(folder);
            File.SetUnixFileMode(folder, mode | UnixFileMode.OtherWrite);

            Assert.Contains(
                $"{folder}: other users of this machine may write there. Run 'chmod go-w {folder}'.",
                await RunDoctorAsync(fixture, ExitCode.Failed),
                StringComparison.Ordinal
            );
            File.SetUnixFileMode(folder, mode);
        }
    }
}
