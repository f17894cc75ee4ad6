using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.Commands;

public sealed class LogEntryCommandsTests : IDisposable
{
    private readonly CommandFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_massage_is_stored_once_and_the_undo_is_shown()
    {
        var (exit, output, error) = await _fixture.RunAsync("log", "massage", "2026-11-20", "deep-tissue");
        await _fixture.RunAsync("log", "massage", "2026-11-20", "deep-tissue");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Equal(
            "Added m1: massage (deep-tissue) on Friday 20 November 2026. Undo: activitysync log remove m1",
            output.TrimEnd()
        );
        using var connection = _fixture.Database.Open();
        Assert.Equal(
            [new Massage(new(2026, 11, 20), MassageKind.DeepTissue)],
            MassageRepository.GetAll(connection, _fixture.GetAthleteId()).Select(row => row.Value)
        );
    }

    [Fact]
    public async Task Today_is_today_in_the_athletes_time_zone()
    {
        // 00:30 on Tuesday in Berlin.
        _fixture.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 23, 30, 0, TimeSpan.Zero));

        await _fixture.RunAsync("log", "massage", "today", "swedish");
        await _fixture.RunAsync("log", "massage", "yesterday", "swedish");

        using var connection = _fixture.Database.Open();
        Assert.Equal(
            [new(2026, 11, 23), new(2026, 11, 24)],
            MassageRepository.GetAll(connection, _fixture.GetAthleteId()).Select(row => row.Value.Date)
        );
    }

    [Theory]
    [InlineData(
        "DATE: \"11/23/2026\" is invalid; expected YYYY-MM-DD, DD.MM.YYYY, today, yesterday or a weekday (the last",
        "log",
        "massage",
        "11/23/2026",
        "swedish"
    )]
    [InlineData("DATE: \"2026-11-31\" is invalid", "log", "massage", "2026-11-31", "swedish")]
    [InlineData(
        "DATE: 2026-11-24 is in the future. Use 'activitysync slot add'",
        "log",
        "massage",
        "2026-11-24",
        "swedish"
    )]
    [InlineData("--date: 2030-01-01 is in the future.", "log", "pain", "calf", "3", "--date", "2030-01-01")]
    [InlineData("--date: 2030-01-01 is in the future.", "log", "illness", "cold", "--date", "2030-01-01")]
    [InlineData(
        "--until: \"foo\" is invalid; expected YYYY-MM-DD, DD.MM.YYYY, today, tomorrow or",
        "pause",
        "--until",
        "foo"
    )]
    [InlineData("--out: must not be empty. Use a folder", "demo", "--out", "")]
    [InlineData("FILE: must not be empty. See 'activitysync backup --help'.", "backup", "")]
    [InlineData("--config: must not be empty.", "status", "--config", "")]
    [InlineData("bogus: no such command. Use one of demo, setup,", "bogus")]
    [InlineData("PLAN: no such command. Did you mean 'plan'? See 'activitysync --help'.", "PLAN")]
    [InlineData("mesage: no such command. Did you mean 'massage'?", "help", "log", "mesage")]
    [InlineData("today: no such command. Use 'plan' alone.", "help", "plan", "today")]
    [InlineData("DATE: \"tomorow\" is invalid; did you mean tomorrow?", "slot", "add", "tomorow", "swedish")]
    [InlineData("version: no such command. Did you mean --version?", "version")]
    [InlineData("mesage: no such command. Did you mean 'massage'? See 'activitysync log --help'.", "log", "mesage")]
    [InlineData(
        "A command is missing. Use one of massage, feel, pain, pain-gone, illness, skip, list, remove, undo. "
            + "See 'activitysync log --help'.",
        "log"
    )]
    [InlineData("--bogus: no such option. See 'activitysync --help'.", "--bogus")]
    [InlineData(
        "KIND: \"reiki\" is invalid; expected one of active-release, deep-tissue, other, swedish.",
        "log",
        "massage",
        "today",
        "reiki"
    )]
    [InlineData("FEELING: \"great\" is invalid; expected one of better, same, worse.", "log", "feel", "great")]
    [InlineData("--date: 2030-01-01 is in the future.", "log", "feel", "same", "--date", "2030-01-01")]
    [InlineData("--date: \"soon\" is invalid", "log", "feel", "same", "--date", "soon")]
    [InlineData("ID: there is no f7", "log", "remove", "f7")]
    [InlineData("SEVERITY: \"11\" is invalid; expected a number from 0 to 10.", "log", "pain", "calf", "11")]
    [InlineData("SEVERITY: \"bad\" is invalid; expected a number from 0 to 10.", "log", "pain", "calf", "bad")]
    [InlineData("AREA: must not be empty.", "log", "pain", " ", "3")]
    [InlineData("AREA: no unresolved pain of that area", "log", "pain-gone", "calf")]
    [InlineData("ID: \"7\" is invalid; expected an id like m12.", "log", "remove", "7")]
    [InlineData("ID: there is no m7", "log", "remove", "m7")]
    [InlineData(
        "--distance: \"ten\" is invalid; expected kilometers",
        "race",
        "add",
        "2026-12-06",
        "Ten",
        "--distance",
        "ten"
    )]
    [InlineData(
        "--importance: \"z\" is invalid; expected one of A, B, C.",
        "race",
        "add",
        "2026-12-06",
        "Ten",
        "--importance",
        "z"
    )]
    [InlineData("ID: there is no r7", "race", "remove", "r7")]
    [InlineData("DATE: 2026-11-22 has passed", "slot", "add", "2026-11-22", "swedish")]
    [InlineData("ID: \"m1\" is invalid; expected an id like s12.", "slot", "remove", "m1")]
    [InlineData(
        "KIND: \"tmpo\" is invalid; did you mean tempo? Use one of hard, long-run, easy, rest.",
        "planned",
        "add",
        "2026-11-25",
        "tmpo"
    )]
    [InlineData("--until: 2026-11-22 has passed", "pause", "--until", "2026-11-22")]
    [InlineData("ID: there is no activity 42", "label", "42", "race")]
    [InlineData("LABEL: \"fast\" is invalid; expected one of race, long-run, hard, easy, auto.", "label", "42", "fast")]
    [InlineData("--importance: only valid with the label race.", "label", "42", "hard", "--importance", "A")]
    [InlineData("--as-of: \"soon\" is invalid", "plan", "--as-of", "soon")]
    [InlineData(
        "--as-of: \"9999-12-31\" is invalid; expected a date from 1900-01-01 to 2199-12-31.",
        "plan",
        "--as-of",
        "9999-12-31"
    )]
    [InlineData("DATE: 2099-01-01 is in the future. Use the first day", "log", "pain-gone", "calf", "2099-01-01")]
    [InlineData("PATH: must not be empty. Use a file or a folder.", "import", "")]
    [InlineData("--sport: \"quidditch\" is unknown; expected a sport", "import", "/", "--sport", "quidditch")]
    [InlineData("--email: is missing. Use --email ADDRESS.", "athlete", "add", "ben", "--time-zone", "Europe/Berlin")]
    [InlineData("--since: \"soon\" is invalid", "activities", "--since", "soon")]
    public async Task Invalid_input_is_reported_in_one_line(string message, params string[] args)
    {
        var (exit, output, error) = await _fixture.RunAsync(args);

        Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
        Assert.StartsWith(message, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_pain_is_stored_with_its_signs_and_resolved()
    {
        await _fixture.RunAsync(
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
        var (exit, output, _) = await _fixture.RunAsync("log", "pain-gone", "Left Calf", "yesterday");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("from Sunday 22 November 2026", output, StringComparison.Ordinal);
        using var connection = _fixture.Database.Open();
        var pain = Assert.Single(PainRepository.GetAll(connection, _fixture.GetAthleteId())).Value;
        Assert.Equal(
            ("left calf", 4.5, new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 22)),
            (pain.Area, pain.Severity, pain.Date, pain.ResolvedOn!.Value)
        );
        Assert.Equal(["bruise", "new-numbness"], pain.Signs);
    }

    [Fact]
    public async Task A_pain_logged_again_for_the_same_day_replaces_the_first_and_keeps_its_signs()
    {
        await _fixture.RunAsync("log", "pain", "left calf", "6", "--sign", "night-pain");

        var (_, output, _) = await _fixture.RunAsync("log", "pain", "left calf", "3", "--sign", "bruise");

        Assert.Contains(
            "Added p2: pain, left calf, 3 of 10, with bruise, night-pain, since Monday 23 November 2026.",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "It replaces p1 of the same day and keeps its sign night-pain. "
                + "Run 'activitysync log remove p2' and log the pain again to drop it.",
            output,
            StringComparison.Ordinal
        );
        using var connection = _fixture.Database.Open();
        var pain = Assert.Single(PainRepository.GetAll(connection, _fixture.GetAthleteId())).Value;
        Assert.Equal(3, pain.Severity);
        Assert.Equal(["bruise", "night-pain"], pain.Signs);
    }

    [Theory]
    [InlineData(
        "m1 is already there: massage (other) on Friday 20 November 2026.",
        "log",
        "massage",
        "friday",
        "other"
    )]
    [InlineData(
        "s1 is already there: massage (other) booked for Monday 30 November 2026.",
        "slot",
        "add",
        "2026-11-30",
        "other"
    )]
    [InlineData(
        "t1 is already there: hard planned on Monday 30 November 2026.",
        "planned",
        "add",
        "2026-11-30",
        "hard"
    )]
    [InlineData("i1 is already there: cold on Friday 20 November 2026.", "log", "illness", "cold", "--date", "friday")]
    [InlineData(
        "r1 is already there: Ten, 10 km on Monday 30 November 2026.",
        "race",
        "add",
        "2026-11-30",
        "Ten",
        "--distance",
        "10"
    )]
    public async Task An_entry_that_is_there_already_has_no_undo(string expected, params string[] args)
    {
        await _fixture.RunAsync(args);

        var (exit, output, _) = await _fixture.RunAsync(args);

        Assert.Equal((ExitCode.Done, expected), (exit, output.TrimEnd().Split('\n')[^1]));
    }

    [Fact]
    public async Task The_undo_of_a_changed_race_brings_back_the_earlier_one()
    {
        await _fixture.RunAsync("race", "add", "2026-12-06", "Ten", "--distance", "10");

        var (_, output, _) = await _fixture.RunAsync("race", "add", "2026-12-06", "Ten", "--distance", "10,2");

        Assert.Equal(
            "Changed r1, now r2: Ten, 10.2 km on Sunday 6 December 2026. Undo: activitysync log undo 2",
            output.TrimEnd()
        );
        Assert.Equal(
            "Undone: race Ten, 10 km on Sunday 6 December 2026 is back; "
                + "race Ten, 10.2 km on Sunday 6 December 2026 is removed.",
            (await _fixture.RunAsync("log", "undo", "2")).Output.TrimEnd()
        );
        using var list = JsonDocument.Parse((await _fixture.RunAsync("race", "list", "--json")).Output);
        Assert.Equal(10_000, list.RootElement[0].GetProperty("distanceMeters").GetDouble());
    }

    [Fact]
    public async Task The_undo_of_a_label_brings_back_the_earlier_one()
    {
        var id = _fixture.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Strava, "77", "2026-11-20T18:00:00+01:00", 10, 60)
        );
        await _fixture.RunAsync("label", id, "hard");

        var (_, output, _) = await _fixture.RunAsync("label", id, "race", "--importance", "a");

        Assert.EndsWith("Undo: activitysync log undo 2", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(
            $"Undone: label race, importance A, of activity {id} is removed.",
            (await _fixture.RunAsync("log", "undo", "2")).Output.TrimEnd()
        );
        using (var connection = _fixture.Database.Open())
        {
            Assert.Equal(
                AthleteLabelKind.Hard,
                Assert.Single(LabelRepository.GetAll(connection, _fixture.GetAthleteId())).Kind
            );
        }

        Assert.Contains(
            "Undo: activitysync log undo 3",
            (await _fixture.RunAsync("label", id, "auto")).Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has no label of yours",
            (await _fixture.RunAsync("label", id, "auto")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_undo_of_pains_and_pauses_brings_back_the_earlier_ones()
    {
        await _fixture.RunAsync("log", "pain", "calf", "4,5");
        var (_, replaced, _) = await _fixture.RunAsync("log", "pain", "calf", "3");
        var (_, gone, _) = await _fixture.RunAsync("log", "pain-gone", "calf");
        await _fixture.RunAsync("pause", "--until", "2026-12-01");
        var (_, longer, _) = await _fixture.RunAsync("pause", "--until", "2026-12-31");
        var (_, again, _) = await _fixture.RunAsync("pause", "--until", "2026-12-31");
        var (_, resumed, _) = await _fixture.RunAsync("resume");

        Assert.Contains("Undo: activitysync log undo 2", replaced, StringComparison.Ordinal);
        Assert.Contains("Undo: activitysync log undo 3", gone, StringComparison.Ordinal);
        Assert.Contains("Undo: activitysync log undo 5", longer, StringComparison.Ordinal);
        Assert.StartsWith("Emails are already paused through", again, StringComparison.Ordinal);
        Assert.Contains("Undo: activitysync log undo 6", resumed, StringComparison.Ordinal);
        string[] expected =
        [
            "Undone: pause of emails through Thursday 31 December 2026 is back.",
            "Undone: pause of emails through Tuesday 1 December 2026 is back; "
                + "pause of emails through Thursday 31 December 2026 is removed.",
            "Undone: pause of emails through Tuesday 1 December 2026 is removed.",
            "Undone: pain, calf, 3 of 10, since Monday 23 November 2026 is back; "
                + "pain, calf, 3 of 10, since Monday 23 November 2026, gone from Monday 23 November 2026 is removed.",
            "Undone: pain, calf, 4.5 of 10, since Monday 23 November 2026 is back; "
                + "pain, calf, 3 of 10, since Monday 23 November 2026 is removed.",
        ];
        foreach (var text in expected)
        {
            Assert.Equal(text, (await _fixture.RunAsync("log", "undo")).Output.TrimEnd());
        }
    }

    [Theory]
    [InlineData(
        "massage (deep-tissue) booked for Monday 30 November 2026 is removed.",
        "slot",
        "add",
        "2026-11-30",
        "tief"
    )]
    [InlineData("massage (other) on Friday 20 November 2026 is removed.", "log", "massage", "friday", "thai")]
    [InlineData("illness, cold, on Friday 20 November 2026 is removed.", "log", "illness", "cold", "--date", "friday")]
    [InlineData("rest planned on Monday 30 November 2026 is removed.", "planned", "add", "2026-11-30", "rest")]
    public async Task An_undo_says_what_it_undid_whatever_came_after(string expected, params string[] args)
    {
        await _fixture.RunAsync(args);
        await _fixture.RunAsync("preference", "set", "Budget", "none"); // has an undo of its own

        Assert.Equal($"Undone: {expected}", (await _fixture.RunAsync("log", "undo")).Output.TrimEnd());
        var again = await _fixture.RunAsync("log", "undo");
        Assert.Equal(ExitCode.InvalidInput, again.Exit);
    }

    [Fact]
    public async Task Connected_emoji_stay_connected_and_direction_marks_go()
    {
        await _fixture.RunAsync("race", "add", "2026-12-06", "Lauf \U0001F3C3\u200D♀\uFE0F \u202Eabc");

        Assert.Contains(
            "Lauf \U0001F3C3\u200D♀\uFE0F ?abc",
            (await _fixture.RunAsync("race", "list")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_sync_with_only_an_inbox_says_who_reads_it()
    {
        _fixture.With(settings =>
            settings with
            {
                FileAthletes =
                [
                    settings.FileAthletes[0] with
                    {
                        Sources = settings.FileAthletes[0].Sources with { Inbox = "/srv/anna" },
                    },
                ],
            }
        );

        var (exit, output, _) = await _fixture.RunAsync("sync");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal(
            "anna: no service is connected, so there is nothing to sync. The daemon reads the files in /srv/anna; "
                + "use 'activitysync import' to read files now.",
            output.TrimEnd()
        );
    }

    [Fact]
    public async Task Words_and_dates_may_be_upper_case()
    {
        var id = _fixture.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Strava, "77", "2026-11-20T18:00:00+01:00", 10, 60)
        );

        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("log", "massage", "TODAY", "SWEDISH")).Exit);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("planned", "add", "2026-11-25", "Long-Run")).Exit);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("label", id, "RACE", "--importance", "a")).Exit);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("label", id, "AUTO")).Exit);
    }

    [Fact]
    public async Task Without_activities_since_a_day_the_latest_one_is_named()
    {
        _fixture.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Strava, "77", "2026-11-20T18:00:00+01:00", 10, 60)
        );

        var (_, output, _) = await _fixture.RunAsync("activities", "--since", "2027-01-01");

        Assert.Equal("No activities since 2027-01-01; 1 stored before, the latest on 2026-11-20.", output.TrimEnd());
    }

    [Fact]
    public async Task A_sync_without_athletes_says_so()
    {
        _fixture.With(settings => settings with { FileAthletes = [] });

        var (exit, _, error) = await _fixture.RunAsync("sync");

        Assert.Equal(ExitCode.Done, exit);
        Assert.StartsWith("Athletes: no athlete is set", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_sign_is_reported_and_stored()
    {
        var (exit, _, error) = await _fixture.RunAsync("log", "pain", "chest", "2", "--sign", "chest-pian");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains("chest-pian: unknown sign", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_lists_everything_by_date_and_removes_by_its_ids()
    {
        await _fixture.RunAsync("log", "pain", "calf", "3", "--date", "2026-11-21");
        await _fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        await _fixture.RunAsync("log", "illness", "fever", "--date", "2026-11-19");

        using var list = JsonDocument.Parse((await _fixture.RunAsync("log", "list", "--json")).Output);

        Assert.Equal(
            ["i1", "m1", "p1"],
            list.RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetString())
        );
        Assert.Equal("2026-11-19", list.RootElement[0].GetProperty("date").GetString());
        foreach (var id in new[] { "i1", "m1", "p1" })
        {
            Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("log", "remove", id)).Exit);
        }

        Assert.Contains(
            "Nothing logged yet",
            (await _fixture.RunAsync("log", "list")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_race_added_again_changes_and_is_removed()
    {
        await _fixture.RunAsync("race", "add", "2026-12-06", "Ten", "--distance", "10");
        await _fixture.RunAsync("race", "add", "2026-12-06", "Ten", "--distance", "10.2", "--importance", "a");

        using var list = JsonDocument.Parse((await _fixture.RunAsync("race", "list", "--json")).Output);

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
        await _fixture.RunAsync("race", "remove", race.GetProperty("id").GetString()!);
        Assert.Equal("[]", (await _fixture.RunAsync("race", "list", "--json")).Output.Trim());
    }

    [Fact]
    public async Task Slots_and_planned_sessions_are_stored_once()
    {
        await _fixture.RunAsync("slot", "add", "2026-11-30", "other");
        await _fixture.RunAsync("slot", "add", "2026-11-30", "other");
        await _fixture.RunAsync("planned", "add", "2026-11-25", "long-run");

        Assert.Equal(
            """[{"id":"s1","date":"2026-11-30","kind":"other"}]""",
            (await _fixture.RunAsync("slot", "list", "--json")).Output.Trim()
        );
        Assert.Equal(
            """[{"id":"t1","date":"2026-11-25","kind":"long-run"}]""",
            (await _fixture.RunAsync("planned", "list", "--json")).Output.Trim()
        );
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("slot", "remove", "s1")).Exit);
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("planned", "remove", "t1")).Exit);
    }

    [Fact]
    public async Task A_pause_is_set_changed_and_ended()
    {
        await _fixture.RunAsync("pause", "--until", "2026-12-01");
        await _fixture.RunAsync("pause", "--until", "2026-12-31");
        using var connection = _fixture.Database.Open();
        Assert.Equal(new DateOnly(2026, 12, 31), PauseRepository.FindEndDate(connection, _fixture.GetAthleteId()));

        Assert.StartsWith("Emails are on again.", (await _fixture.RunAsync("resume")).Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "Emails were not paused.",
            (await _fixture.RunAsync("resume")).Output,
            StringComparison.Ordinal
        );
        Assert.Null(PauseRepository.FindEndDate(connection, _fixture.GetAthleteId()));
    }

    [Fact]
    public async Task With_several_athletes_one_must_be_named_and_entries_are_separate()
    {
        using var fixture = new CommandFixture("ben");

        Assert.Contains(
            "anna, ben",
            (await fixture.RunAsync("log", "massage", "today", "swedish")).Error,
            StringComparison.Ordinal
        );
        var (_, output, _) = await fixture.RunAsync("log", "massage", "today", "swedish", "--athlete", "ben");

        Assert.EndsWith("log remove m1 --athlete ben", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal("[]", (await fixture.RunAsync("log", "list", "--json", "--athlete", "anna")).Output.Trim());
        Assert.Equal(ExitCode.InvalidInput, (await fixture.RunAsync("log", "remove", "m1", "--athlete", "anna")).Exit);
    }

    [Fact]
    public async Task An_entry_from_a_title_names_its_activity_and_is_removed_in_the_title()
    {
        var id = _fixture.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.Strava,
                "77",
                "2026-11-20T18:00:00+01:00",
                10,
                60,
                "Evening #massage-deep #pain-calf-l-4"
            )
        );
        await _fixture.RunAsync("log", "massage", "2026-11-01", "swedish");

        var (_, listed, _) = await _fixture.RunAsync("log", "list");
        var (_, json, _) = await _fixture.RunAsync("log", "list", "--json");
        var (exit, _, error) = await _fixture.RunAsync("log", "remove", "m1");

        Assert.Contains(
            $"m1  2026-11-20  massage  deep-tissue, from the title of activity {id} (strava)",
            listed,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"p1  2026-11-20  pain     left calf, 4 of 10, from the title of activity {id} (strava)",
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
            $"ID: m1 comes from a hashtag in the title of activity {id}. "
                + "Remove the hashtag at strava; the next sync then removes the entry.",
            error.TrimEnd()
        );
        Assert.Equal(ExitCode.InvalidInput, (await _fixture.RunAsync("log", "remove", "p1")).Exit);
    }

    [Fact]
    public async Task An_entry_from_the_title_of_a_file_can_be_removed()
    {
        _fixture.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.File,
                "f",
                "2026-11-20T18:00:00+01:00",
                10,
                60,
                "Evening #massage-deep"
            )
        );

        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("log", "remove", "m1")).Exit);
        Assert.StartsWith(
            "Nothing logged yet.",
            (await _fixture.RunAsync("log", "list")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Resume_ends_a_pause_by_hashtag()
    {
        _fixture.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.Strava,
                "77",
                "2026-11-20T18:00:00+01:00",
                10,
                60,
                "Evening #nomail"
            )
        );

        Assert.StartsWith("Emails are on again.", (await _fixture.RunAsync("resume")).Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "Emails were not paused.",
            (await _fixture.RunAsync("resume")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_hashtag_overrides_the_computed_label()
    {
        _fixture.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.Strava,
                "77",
                "2026-11-20T18:00:00+01:00",
                20,
                120,
                "Long Run #easy"
            )
        );

        var (_, json, _) = await _fixture.RunAsync("activities", "--json");

        using var rows = JsonDocument.Parse(json);
        Assert.Empty(rows.RootElement[0].GetProperty("labels").EnumerateArray());
        Assert.Equal(1, rows.RootElement[0].GetProperty("confidence").GetDouble());
    }
}
