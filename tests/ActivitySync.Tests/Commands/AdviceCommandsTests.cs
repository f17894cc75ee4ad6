using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;
using Dapper;

namespace ActivitySync.Tests.Commands;

public sealed class AdviceCommandsTests : IDisposable
{
    private readonly CommandFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_plan_is_printed_as_JSON()
    {
        var id = _fixture.AddRecording(
            CommandFixture.CreateRecording(
                SourceName.Strava,
                "900",
                "2026-11-22T09:00:00+01:00",
                42.5,
                228,
                "City Marathon"
            )
        );
        await _fixture.RunAsync("label", id, "race");
        await _fixture.RunAsync("log", "massage", "2026-10-26", "swedish");

        var (exit, output, error) = await _fixture.RunAsync("plan", "--json");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        using var plan = JsonDocument.Parse(output);
        var massage = plan.RootElement.GetProperty("massage");
        Assert.Equal(
            ("swedish", "2026-11-25", "2026-11-27"),
            (
                massage.GetProperty("kind").GetString(),
                massage.GetProperty("from").GetString(),
                massage.GetProperty("to").GetString()
            )
        );
    }

    [Fact]
    public async Task Log_entries_races_slots_and_planned_sessions_reach_the_plan()
    {
        await _fixture.RunAsync("race", "add", "2026-11-22", "Ten", "--distance", "10");
        await _fixture.RunAsync("log", "pain", "chest", "2", "--sign", "chest-pain");
        await _fixture.RunAsync("log", "illness", "fever");
        using var first = JsonDocument.Parse((await _fixture.RunAsync("plan", "--json")).Output);
        Assert.Equal("emergency", first.RootElement.GetProperty("medical").GetProperty("level").GetString());
        Assert.Equal(
            ["RED_FLAG", "ILL", "DATA_STALE"],
            GetReasons(first).Where(code => code is "RED_FLAG" or "ILL" or "DATA_STALE")
        );

        await _fixture.RunAsync("log", "remove", "p1");
        await _fixture.RunAsync("log", "remove", "i1");
        await _fixture.RunAsync("slot", "add", "2026-11-26", "other");
        await _fixture.RunAsync("planned", "add", "2026-11-27", "hard");
        using var second = JsonDocument.Parse((await _fixture.RunAsync("plan", "--json")).Output);
        Assert.Contains("SLOT_MOVE", GetReasons(second));
        Assert.Equal("blocked", second.RootElement.GetProperty("calendar")[3].GetProperty("swedish").GetString());
    }

    [Fact]
    public async Task Activities_are_listed_with_sources_labels_and_explanation()
    {
        var id = _fixture.AddRecording(
            CommandFixture.CreateRecording(SourceName.File, "f:0", "2026-11-20T07:00:00+01:00", 20, 120)
        );
        Assert.Equal(
            id,
            _fixture.AddRecording(
                CommandFixture.CreateRecording(
                    SourceName.Strava,
                    "900",
                    "2026-11-20T07:00:10+01:00",
                    20,
                    120,
                    "Out to the lake"
                )
            )
        );
        _fixture.AddRecording(
            CommandFixture.CreateRecording(SourceName.Strava, "800", "2026-11-10T07:00:00+01:00", 8, 48)
        );

        using var all = JsonDocument.Parse((await _fixture.RunAsync("activities", "--json")).Output);
        using var since = JsonDocument.Parse(
            (await _fixture.RunAsync("activities", "--since", "2026-11-20", "--json")).Output
        );

        Assert.Equal(2, all.RootElement.GetArrayLength());
        var row = Assert.Single(since.RootElement.EnumerateArray());
        Assert.Equal(
            [
                "id",
                "sources",
                "start",
                "sport",
                "name",
                "distanceMeters",
                "movingSeconds",
                "elapsedSeconds",
                "averageHeartRate",
                "maxHeartRate",
                "labels",
                "tier",
                "raceClass",
                "importance",
                "confidence",
                "explanation",
            ],
            row.EnumerateObject().Select(field => field.Name)
        );
        Assert.Equal(id, row.GetProperty("id").GetString());
        Assert.Equal(
            ["file", "strava"],
            row.GetProperty("sources")
                .EnumerateArray()
                .Select(source => source.GetString()!)
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal("Out to the lake", row.GetProperty("name").GetString());
        Assert.EndsWith("+01:00", row.GetProperty("start").GetString(), StringComparison.Ordinal);
        Assert.Equal(["long-run"], row.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal("long", row.GetProperty("tier").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("averageHeartRate").ValueKind);
        Assert.Contains("Out to the lake", (await _fixture.RunAsync("activities")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_wins_outlives_its_recording_and_can_be_removed()
    {
        var recording = CommandFixture.CreateRecording(SourceName.Strava, "900", "2026-11-20T07:00:00+01:00", 20, 120);
        var id = _fixture.AddRecording(recording);
        await _fixture.RunAsync("label", id, "easy");
        await _fixture.RunAsync("label", id, "race", "--importance", "a");
        using (var connection = _fixture.Database.Open())
        {
            connection.Execute("DELETE FROM recordings");
        }

        Assert.Equal("[]", (await _fixture.RunAsync("activities", "--json")).Output.Trim());
        Assert.Equal(id, _fixture.AddRecording(recording));

        using (var labeled = JsonDocument.Parse((await _fixture.RunAsync("activities", "--json")).Output))
        {
            Assert.Equal(
                ["race"],
                labeled.RootElement[0].GetProperty("labels").EnumerateArray().Select(label => label.GetString())
            );
            Assert.Equal("A", labeled.RootElement[0].GetProperty("importance").GetString());
        }

        var (exit, _, _) = await _fixture.RunAsync("label", id, "auto");

        Assert.Equal(ExitCode.Done, exit);
        using var auto = JsonDocument.Parse((await _fixture.RunAsync("activities", "--json")).Output);
        Assert.Equal(
            ["long-run"],
            auto.RootElement[0].GetProperty("labels").EnumerateArray().Select(label => label.GetString())
        );
    }

    [Fact]
    public async Task A_label_applies_to_every_copy_of_the_activity()
    {
        var id = _fixture.AddRecording(
            CommandFixture.CreateRecording(SourceName.File, "f:0", "2026-11-20T07:00:00+01:00", 20, 120)
        );
        _fixture.AddRecording(
            CommandFixture.CreateRecording(SourceName.Strava, "900", "2026-11-20T07:00:10+01:00", 20, 120)
        );
        await _fixture.RunAsync("label", id, "hard");

        using var connection = _fixture.Database.Open();
        Assert.Equal(2, connection.ExecuteScalar<long>("SELECT count(*) FROM labels"));
        Assert.Equal(id, Assert.Single(LabelRepository.GetAll(connection, _fixture.GetAthleteId())).ActivityId);
    }

    [Fact]
    public async Task Every_rule_is_listed_with_its_effective_parameters()
    {
        var settings = _fixture.Settings with { Rules = RuleParameters.Default with { PreRaceDays = 14 } };
        using var fixture = new CommandFixture { Settings = settings };

        using var rules = JsonDocument.Parse((await fixture.RunAsync("rules", "--json")).Output);

        Assert.Equal(
            Enumerable.Range(1, 36).Select(number => $"R{number}"),
            rules.RootElement.EnumerateArray().Select(rule => rule.GetProperty("id").GetString())
        );
        var preRace = rules
            .RootElement.EnumerateArray()
            .SelectMany(rule => rule.GetProperty("parameters").EnumerateArray())
            .First(parameter => parameter.GetProperty("name").GetString() == "PreRaceDays");
        Assert.Equal((14, 15), (preRace.GetProperty("value").GetInt32(), preRace.GetProperty("default").GetInt32()));
        Assert.Contains(
            "PreRaceDays = 14 (default 15)",
            (await fixture.RunAsync("rules")).Output,
            StringComparison.Ordinal
        );
    }

    private static List<string?> GetReasons(JsonDocument plan) =>
        plan.RootElement.GetProperty("reasons").EnumerateArray().Select(code => code.GetString()).ToList();
}
