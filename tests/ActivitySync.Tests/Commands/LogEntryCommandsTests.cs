using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Commands;

public sealed class LogEntryCommandsTests : IDisposable
{
    private readonly CommandFixture _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_massage_is_kept_once_and_told_how_to_undo()
    {
        var (exit, output, error) = await _world.RunAsync("log", "massage", "2026-11-20", "deep-tissue");
        await _world.RunAsync("log", "massage", "2026-11-20", "deep-tissue");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Equal(
            "Kept m1: massage (deep-tissue) on Friday 20 November 2026. Undo: activitysync log remove m1",
            output.TrimEnd()
        );
        using var connection = _world.Database.Open();
        Assert.Equal(
            [new Massage(new(2026, 11, 20), MassageKind.DeepTissue)],
            MassageRepository.GetAll(connection, _world.GetAthleteId()).Select(row => row.Value)
        );
    }

    [Fact]
    public async Task Today_is_the_runners_today()
    {
        _world.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 23, 30, 0, TimeSpan.Zero)); // 00:30 on Tuesday in Berlin

        await _world.RunAsync("log", "massage", "today", "swedish");
        await _world.RunAsync("log", "massage", "yesterday", "swedish");

        using var connection = _world.Database.Open();
        Assert.Equal(
            [new(2026, 11, 23), new(2026, 11, 24)],
            MassageRepository.GetAll(connection, _world.GetAthleteId()).Select(row => row.Value.Date)
        );
    }

    [Theory]
    [InlineData("DATE: \"23.11.2026\" is no date", "log", "massage", "23.11.2026", "swedish")]
    [InlineData("DATE: \"2026-11-31\" is no date", "log", "massage", "2026-11-31", "swedish")]
    [InlineData("DATE: 2026-11-24 is still to come", "log", "massage", "2026-11-24", "swedish")]
    [InlineData("--date: 2030-01-01 is still to come", "log", "pain", "calf", "3", "--date", "2030-01-01")]
    [InlineData("--date: 2030-01-01 is still to come", "log", "illness", "cold", "--date", "2030-01-01")]
    [InlineData("--until: \"foo\" is no date; write YYYY-MM-DD or today.", "pause", "--until", "foo")]
    [InlineData("--out: must not be empty; name a folder", "demo", "--out", "")]
    [InlineData("FILE: must not be empty. See 'activitysync backup --help'.", "backup", "")]
    [InlineData("--config: must not be empty.", "status", "--config", "")]
    [InlineData("bogus: no such verb; there are run, demo, setup,", "bogus")]
    [InlineData("PLAN: no such verb; did you mean 'plan'? See 'activitysync --help'.", "PLAN")]
    [InlineData("help: no such verb; did you mean --help?", "help")]
    [InlineData("version: no such verb; did you mean --version?", "version")]
    [InlineData("mesage: no such verb; did you mean 'massage'? See 'activitysync log --help'.", "log", "mesage")]
    [InlineData("Say which: massage, pain, pain-gone, illness, list, remove. See 'activitysync log --help'.", "log")]
    [InlineData("--bogus: no such option. See 'activitysync --help'.", "--bogus")]
    [InlineData(
        "KIND: \"thai\" is unknown; possible: active-release, deep-tissue, other, swedish.",
        "log",
        "massage",
        "today",
        "thai"
    )]
    [InlineData("SEVERITY: must be a number from 0 to 10.", "log", "pain", "calf", "11")]
    [InlineData("SEVERITY: must be a number from 0 to 10.", "log", "pain", "calf", "bad")]
    [InlineData("AREA: must not be empty.", "log", "pain", " ", "3")]
    [InlineData("AREA: no pain of that area is open", "log", "pain-gone", "calf")]
    [InlineData("ID: \"7\" is none", "log", "remove", "7")]
    [InlineData("ID: there is no m7", "log", "remove", "m7")]
    [InlineData("--distance: \"ten\" is no distance", "race", "add", "2026-12-06", "Ten", "--distance", "ten")]
    [InlineData(
        "--importance: \"z\" is unknown; possible: A, B, C.",
        "race",
        "add",
        "2026-12-06",
        "Ten",
        "--importance",
        "z"
    )]
    [InlineData("ID: there is no r7", "race", "remove", "r7")]
    [InlineData("DATE: 2026-11-22 has passed", "slot", "add", "2026-11-22", "swedish")]
    [InlineData("ID: \"m1\" is none", "slot", "remove", "m1")]
    [InlineData(
        "KIND: \"tempo\" is unknown; possible: hard, long-run, easy, rest.",
        "planned",
        "add",
        "2026-11-25",
        "tempo"
    )]
    [InlineData("--until: 2026-11-22 has passed", "pause", "--until", "2026-11-22")]
    [InlineData("ID: there is no activity 42", "label", "42", "race")]
    [InlineData("LABEL: \"fast\" is unknown; possible: race, long-run, hard, easy, auto.", "label", "42", "fast")]
    [InlineData("--importance: goes with race only", "label", "42", "hard", "--importance", "A")]
    [InlineData("--as-of: \"soon\" is no date", "plan", "--as-of", "soon")]
    [InlineData("--since: \"soon\" is no date", "activities", "--since", "soon")]
    public async Task Wrong_input_is_one_line(string line, params string[] words)
    {
        var (exit, output, error) = await _world.RunAsync(words);

        Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
        Assert.StartsWith(line, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_pain_is_kept_with_its_signs_and_ends()
    {
        await _world.RunAsync(
            "log",
            "pain",
            "left calf",
            "4.5",
            "--sign",
            "Bruise",
            "--sign",
            "new numbness",
            "--date",
            "2026-11-20"
        );
        var (exit, output, _) = await _world.RunAsync("log", "pain-gone", "Left Calf", "yesterday");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("from Sunday 22 November 2026", output, StringComparison.Ordinal);
        using var connection = _world.Database.Open();
        var pain = Assert.Single(PainRepository.GetAll(connection, _world.GetAthleteId())).Value;
        Assert.Equal(
            ("left calf", 4.5, new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 22)),
            (pain.Area, pain.Severity, pain.Date, pain.ResolvedOn!.Value)
        );
        Assert.Equal(["bruise", "new-numbness"], pain.Signs);
    }

    [Fact]
    public async Task A_pain_said_again_on_the_same_day_replaces_what_was_said_and_keeps_its_signs()
    {
        await _world.RunAsync("log", "pain", "left calf", "6", "--sign", "night-pain");

        var (_, output, _) = await _world.RunAsync("log", "pain", "left calf", "3", "--sign", "bruise");

        Assert.Contains(
            "Kept p2: pain, left calf, 3 of 10, with bruise, night-pain, since Monday 23 November 2026.",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "It takes the place of p1, said of the same day, and keeps its sign night-pain; to take that back, 'activitysync log remove p2' and log it anew.",
            output,
            StringComparison.Ordinal
        );
        using var connection = _world.Database.Open();
        var pain = Assert.Single(PainRepository.GetAll(connection, _world.GetAthleteId())).Value;
        Assert.Equal(3, pain.Severity);
        Assert.Equal(["bruise", "night-pain"], pain.Signs);
    }

    [Fact]
    public async Task Words_and_dates_may_be_typed_in_capitals()
    {
        var id = _world.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Strava, "77", "2026-11-20T18:00:00+01:00", 10, 60)
        );

        Assert.Equal(ExitCode.Done, (await _world.RunAsync("log", "massage", "TODAY", "SWEDISH")).Exit);
        Assert.Equal(ExitCode.Done, (await _world.RunAsync("planned", "add", "2026-11-25", "Long-Run")).Exit);
        Assert.Equal(ExitCode.Done, (await _world.RunAsync("label", id, "RACE", "--importance", "a")).Exit);
        Assert.Equal(ExitCode.Done, (await _world.RunAsync("label", id, "AUTO")).Exit);
    }

    [Fact]
    public async Task A_day_after_all_that_is_held_says_what_is_held()
    {
        _world.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Strava, "77", "2026-11-20T18:00:00+01:00", 10, 60)
        );

        var (_, output, _) = await _world.RunAsync("activities", "--since", "2027-01-01");

        Assert.Equal(
            "No activities since 2027-01-01; the last of the 1 that are held is of 2026-11-20.",
            output.TrimEnd()
        );
    }

    [Fact]
    public async Task A_sync_of_nobody_says_so()
    {
        _world.With(settings => settings with { Athletes = [] });

        var (exit, _, error) = await _world.RunAsync("sync");

        Assert.Equal(ExitCode.Done, exit);
        Assert.StartsWith("Athletes: the settings name no runner", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slip_in_a_sign_is_pointed_out_and_kept_all_the_same()
    {
        var (exit, _, error) = await _world.RunAsync("log", "pain", "chest", "2", "--sign", "chest-pian");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("chest-pian: not one of the signs we know", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_lists_everything_by_date_and_removes_by_its_ids()
    {
        await _world.RunAsync("log", "pain", "calf", "3", "--date", "2026-11-21");
        await _world.RunAsync("log", "massage", "2026-11-20", "swedish");
        await _world.RunAsync("log", "illness", "fever", "--date", "2026-11-19");

        using var list = JsonDocument.Parse((await _world.RunAsync("log", "list", "--json")).Output);

        Assert.Equal(
            ["i1", "m1", "p1"],
            list.RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetString())
        );
        Assert.Equal("2026-11-19", list.RootElement[0].GetProperty("date").GetString());
        foreach (var id in new[] { "i1", "m1", "p1" })
        {
            Assert.Equal(ExitCode.Done, (await _world.RunAsync("log", "remove", id)).Exit);
        }

        Assert.Contains("Nothing logged yet", (await _world.RunAsync("log", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_race_added_again_changes_and_is_removed()
    {
        await _world.RunAsync("race", "add", "2026-12-06", "Ten", "--distance", "10");
        await _world.RunAsync("race", "add", "2026-12-06", "Ten", "--distance", "10.2", "--importance", "a");

        using var list = JsonDocument.Parse((await _world.RunAsync("race", "list", "--json")).Output);

        var race = Assert.Single(list.RootElement.EnumerateArray());
        Assert.Equal(
            ("2026-12-06", "Ten", 10200.0, "A"),
            (
                race.GetProperty("date").GetString(),
                race.GetProperty("name").GetString(),
                race.GetProperty("distanceMeters").GetDouble(),
                race.GetProperty("importance").GetString()
            )
        );
        await _world.RunAsync("race", "remove", race.GetProperty("id").GetString()!);
        Assert.Equal("[]", (await _world.RunAsync("race", "list", "--json")).Output.Trim());
    }

    [Fact]
    public async Task Bookings_and_plans_are_kept_once()
    {
        await _world.RunAsync("slot", "add", "2026-11-30", "other");
        await _world.RunAsync("slot", "add", "2026-11-30", "other");
        await _world.RunAsync("planned", "add", "2026-11-25", "long-run");

        Assert.Equal(
            """[{"id":"s1","date":"2026-11-30","kind":"other"}]""",
            (await _world.RunAsync("slot", "list", "--json")).Output.Trim()
        );
        Assert.Equal(
            """[{"id":"t1","date":"2026-11-25","kind":"long-run"}]""",
            (await _world.RunAsync("planned", "list", "--json")).Output.Trim()
        );
        Assert.Equal(ExitCode.Done, (await _world.RunAsync("slot", "remove", "s1")).Exit);
        Assert.Equal(ExitCode.Done, (await _world.RunAsync("planned", "remove", "t1")).Exit);
    }

    [Fact]
    public async Task A_pause_is_set_changed_and_ended()
    {
        await _world.RunAsync("pause", "--until", "2026-12-01");
        await _world.RunAsync("pause", "--until", "2026-12-31");
        using var connection = _world.Database.Open();
        Assert.Equal(new DateOnly(2026, 12, 31), PauseRepository.FindEndDate(connection, _world.GetAthleteId()));

        Assert.StartsWith("Mails come again.", (await _world.RunAsync("resume")).Output, StringComparison.Ordinal);
        Assert.StartsWith("There was no pause", (await _world.RunAsync("resume")).Output, StringComparison.Ordinal);
        Assert.Null(PauseRepository.FindEndDate(connection, _world.GetAthleteId()));
    }

    [Fact]
    public async Task With_several_runners_one_has_to_be_named_and_rows_do_not_mix()
    {
        using var world = new CommandFixture("ben");

        Assert.Contains(
            "anna, ben",
            (await world.RunAsync("log", "massage", "today", "swedish")).Error,
            StringComparison.Ordinal
        );
        var (_, output, _) = await world.RunAsync("log", "massage", "today", "swedish", "--athlete", "ben");

        Assert.EndsWith("log remove m1 --athlete ben", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal("[]", (await world.RunAsync("log", "list", "--json", "--athlete", "anna")).Output.Trim());
        Assert.Equal(ExitCode.InvalidInput, (await world.RunAsync("log", "remove", "m1", "--athlete", "anna")).Exit);
    }

    [Fact]
    public async Task What_a_title_says_is_listed_with_its_activity_and_removed_there()
    {
        var id = _world.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.Strava,
                "77",
                "2026-11-20T18:00:00+01:00",
                10,
                60,
                "Evening #massage-deep #pain-calf-l-4"
            )
        );
        await _world.RunAsync("log", "massage", "2026-11-01", "swedish");

        var (_, listed, _) = await _world.RunAsync("log", "list");
        var (_, json, _) = await _world.RunAsync("log", "list", "--json");
        var (exit, _, error) = await _world.RunAsync("log", "remove", "m1");

        Assert.Contains(
            $"m1     2026-11-20  massage  deep-tissue, by the title of activity {id} (strava)",
            listed,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"p1     2026-11-20  pain     left calf, 4 of 10, by the title of activity {id} (strava)",
            listed,
            StringComparison.Ordinal
        );
        using var rows = JsonDocument.Parse(json);
        Assert.Equal(
            ["runner", "title", "title"],
            rows.RootElement.EnumerateArray().Select(row => row.GetProperty("origin").GetString())
        );
        Assert.Equal(
            [null, id, id],
            rows.RootElement.EnumerateArray().Select(row => row.GetProperty("activity").GetString())
        );
        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.Equal(
            $"ID: m1 is said by a hashtag in the title of activity {id}; edit the title at strava, and the next sync takes it back.",
            error.TrimEnd()
        );
        Assert.Equal(ExitCode.InvalidInput, (await _world.RunAsync("log", "remove", "p1")).Exit);
    }

    [Fact]
    public async Task What_the_title_of_a_file_says_is_removed_like_the_rest()
    {
        _world.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.File,
                "f",
                "2026-11-20T18:00:00+01:00",
                10,
                60,
                "Evening #massage-deep"
            )
        );

        Assert.Equal(ExitCode.Done, (await _world.RunAsync("log", "remove", "m1")).Exit);
        Assert.StartsWith(
            "Nothing logged yet.",
            (await _world.RunAsync("log", "list")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Resume_ends_a_nomail_too()
    {
        _world.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.Strava,
                "77",
                "2026-11-20T18:00:00+01:00",
                10,
                60,
                "Evening #nomail"
            )
        );

        Assert.StartsWith("Mails come again.", (await _world.RunAsync("resume")).Output, StringComparison.Ordinal);
        Assert.StartsWith("There was no pause", (await _world.RunAsync("resume")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hashtag_wins_over_the_numbers()
    {
        _world.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.Strava,
                "77",
                "2026-11-20T18:00:00+01:00",
                20,
                120,
                "Long Run #easy"
            )
        );

        var (_, json, _) = await _world.RunAsync("activities", "--json");

        using var rows = JsonDocument.Parse(json);
        Assert.Empty(rows.RootElement[0].GetProperty("labels").EnumerateArray());
        Assert.Equal(1, rows.RootElement[0].GetProperty("confidence").GetDouble());
    }
}
