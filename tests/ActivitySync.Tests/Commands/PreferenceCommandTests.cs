using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Commands;

public sealed class PreferenceCommandTests : IDisposable
{
    private readonly CommandFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_digest_moved_to_Saturday_moves_in_services_that_run()
    {
        await using var running = new ServiceCollection()
            .AddActivitySync(_fixture.Settings, _fixture.Clock)
            .BuildServiceProvider();
        var health = running.GetRequiredService<HealthReader>();
        Assert.Equal("2026-11-29 19:00", FormatNextDigest(health));

        await RunAsync("preference", "set", "Digest:Day", "saturday");
        await RunAsync("preference", "set", "Digest:Time", "8:00");

        Assert.Equal("2026-11-28 08:00", FormatNextDigest(health));
        var seen = new List<DigestSettings>();
        await running
            .GetRequiredService<AthleteLoop>()
            .RunForConfiguredAsync(
                athlete =>
                {
                    seen.Add(athlete.Digest);
                    return Task.CompletedTask;
                },
                TestContext.Current.CancellationToken
            );
        Assert.Equal([new DigestSettings { Day = DayOfWeek.Saturday, Time = new TimeOnly(8, 0) }], seen);
        using var status = JsonDocument.Parse(await RunAsync("status", "--json"));
        Assert.Equal("2026-11-28T08:00:00+01:00", status.RootElement.GetProperty("nextDigest").GetString());
    }

    [Fact]
    public async Task A_condition_changes_the_advice_at_once()
    {
        var before = await RunAsync("plan", "--json");

        var set = await RunAsync("preference", "set", "Conditions", "anticoagulants", "it's a secret");

        Assert.Equal(
            "Conditions is anticoagulants, it's a secret now (page). Undo: activitysync preference reset Conditions\n",
            set
        );
        Assert.NotEqual(before, await RunAsync("plan", "--json"));
        Assert.Equal(
            "Conditions is [] now (default). Undo: activitysync preference set Conditions "
                + "'anticoagulants' 'it'\\''s a secret'\n",
            await RunAsync("preference", "reset", "conditions")
        );
        Assert.Equal(before, await RunAsync("plan", "--json"));
    }

    [Theory]
    [InlineData("Digest:Day", "Samstag", "Saturday")]
    [InlineData("Digest:Time", "7pm", "19:00")]
    [InlineData("EarlyGentle", "yes", "true")]
    [InlineData("RaceMails", "nein", "false")]
    public async Task Values_may_be_written_as_people_write_them(string key, string typed, string value)
    {
        var (exit, output, error) = await _fixture.RunAsync("preference", "set", key, typed);

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.StartsWith($"{key} is {value} now", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_names_values_layers_and_locks()
    {
        _fixture.With(settings => settings with { Page = new PageSettings { Locked = ["Budget"] } });
        await RunAsync("preference", "set", "Units", "imperial");

        var list = await RunAsync("preference", "list");
        using var json = JsonDocument.Parse(await RunAsync("preference", "list", "--json"));

        Assert.Contains("Units = imperial  (page)\n", list, StringComparison.Ordinal);
        Assert.Contains("Budget = regular  (default; locked by Page:Locked)\n", list, StringComparison.Ordinal);
        Assert.Contains("Conditions = []  (default)\n", list, StringComparison.Ordinal);
        var rows = json.RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("key").GetString()!);
        Assert.Equal(Preference.All.Select(preference => preference.Key), rows.Keys);
        Assert.Equal(
            """{"key":"Units","value":"imperial","layer":"page","origin":"page","canChange":true}""",
            JsonSerializer.Serialize(rows["Units"])
        );
        Assert.Equal("operator", rows["Budget"].GetProperty("lockedBy").GetString());
        Assert.Equal(0, rows["Conditions"].GetProperty("value").GetArrayLength());
    }

    [Fact]
    public async Task Invalid_calls_are_one_line_with_exit_code_2()
    {
        string[][] calls =
        [
            ["preference", "set", "Budget", "often"],
            ["preference", "set", "Budget", "none", "none"],
            ["preference", "set", "Bugdet", "none"],
            ["preference", "set", "Budget"],
            ["preference", "reset", "Bugdet"],
            ["preference", "set", "Budget", "none", "--athlete", "carl"],
        ];
        foreach (var call in calls)
        {
            var (exit, _, error) = await _fixture.RunAsync(call);
            Assert.Equal((ExitCode.InvalidInput, 1), (exit, error.TrimEnd().Split('\n').Length));
        }

        Assert.Equal(
            "Budget: nothing to reset; it is regular (default).\n",
            await RunAsync("preference", "reset", "Budget")
        );
    }

    [Fact]
    public async Task With_several_athletes_the_undo_names_the_athlete()
    {
        using var fixture = new CommandFixture("ben");

        var (_, output, _) = await fixture.RunAsync("preference", "set", "RaceMails", "FALSE", "--athlete", "ben");

        Assert.Equal(
            "RaceMails is false now (page). Undo: activitysync preference reset RaceMails --athlete ben\n",
            output
        );
    }

    [Fact]
    public async Task Preferences_are_exported_and_forgotten_with_the_athlete()
    {
        await RunAsync("preference", "set", "Conditions", "sesame");
        var zip = Path.Combine(_fixture.Settings.ActivitySync.DataDirectory, "export.zip");

        await RunAsync("export", "--out", zip);
        using (var archive = System.IO.Compression.ZipFile.OpenRead(zip))
        {
            using var table = new StreamReader(archive.GetEntry("tables/preferences.csv")!.Open());
            Assert.Contains("Conditions,sesame", await table.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        }

        await RunAsync("forget", "--athlete", "anna", "--yes");
        using var connection = _fixture.Database.Open();
        Assert.Empty(PreferenceRepository.GetAll(connection));
        Assert.DoesNotContain("sesame", _fixture.Database.ReadEverything(), StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string FormatNextDigest(HealthReader health) =>
        health.Read().NextDigest!.Value.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> RunAsync(params string[] args)
    {
        var (exit, output, error) = await _fixture.RunAsync(args);
        Assert.Equal((ExitCode.Done, ""), (exit, error));
        return output;
    }
}
