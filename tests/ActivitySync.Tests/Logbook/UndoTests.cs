using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Maintenance;
using ActivitySync.Recovery;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace ActivitySync.Tests.Logbook;

/// <summary>Each change is visible in a command, and its undo restores what was stored before.</summary>
public sealed class UndoTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly DateOnly Yesterday = new(2026, 11, 22);

    private static readonly string[] LogList = ["log", "list", "--json"];
    private static readonly string[] SlotList = ["slot", "list", "--json"];
    private static readonly string[] RaceList = ["race", "list", "--json"];
    private static readonly string[] PlannedList = ["planned", "list", "--json"];
    private static readonly string[] Activities = ["activities", "--json"];

    /// <summary>The changes with what is stored before them, and the command that shows them.</summary>
    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["a booking"] = new(SlotList, logbook => logbook.AddSlot(Today, MassageKind.Swedish)),
        ["a booking removed"] = new(
            SlotList,
            logbook => logbook.RemoveSlot("s1"),
            logbook => logbook.AddSlot(Today, MassageKind.Swedish)
        ),
        ["a massage"] = new(LogList, logbook => logbook.AddMassage(Yesterday, MassageKind.DeepTissue)),
        ["a massage removed"] = new(
            LogList,
            logbook => logbook.RemoveEntry("m1"),
            logbook => logbook.AddMassage(Yesterday, MassageKind.DeepTissue)
        ),
        ["a feeling"] = new(
            LogList,
            logbook => logbook.SaveFeeling(MassageFeeling.Worse, Today),
            logbook => logbook.AddMassage(Yesterday, MassageKind.DeepTissue)
        ),
        ["a feeling replaced"] = new(
            LogList,
            logbook => logbook.SaveFeeling(MassageFeeling.Worse, Today),
            logbook => logbook.AddMassage(Yesterday, MassageKind.DeepTissue),
            logbook => logbook.SaveFeeling(MassageFeeling.Better, Today)
        ),
        ["a feeling removed"] = new(
            LogList,
            logbook => logbook.RemoveEntry("f1"),
            logbook => logbook.AddMassage(Yesterday, MassageKind.DeepTissue),
            logbook => logbook.SaveFeeling(MassageFeeling.Better, Today)
        ),
        ["a pain"] = new(LogList, logbook => logbook.AddPain("left calf", 4, ["bruise"], Today)),
        ["a pain replaced"] = new(
            LogList,
            logbook => logbook.AddPain("left calf", 2, [], Today),
            logbook => logbook.AddPain("left calf", 4.5, ["bruise", "popped twice"], Today)
        ),
        ["a pain resolved"] = new(
            LogList,
            logbook => logbook.ResolvePain("LEFT calf", Today),
            logbook => logbook.AddPain("left calf", 4, [], Yesterday)
        ),
        ["a pain resolved by its id"] = new(
            LogList,
            logbook => logbook.ResolvePainEntry("p1", Today),
            logbook => logbook.AddPain("left calf", 4, [], Yesterday)
        ),
        ["a pain removed"] = new(
            LogList,
            logbook => logbook.RemoveEntry("p1"),
            logbook => logbook.AddPain("left calf", 4, ["bruise"], Yesterday)
        ),
        ["an illness"] = new(LogList, logbook => logbook.AddIllness("fever", Today)),
        ["an illness removed"] = new(
            LogList,
            logbook => logbook.RemoveEntry("i1"),
            logbook => logbook.AddIllness("fever", Today)
        ),
        ["a race"] = new(RaceList, logbook => logbook.AddRace(new(2026, 12, 6), "Ten", 10_000, Importance.B)),
        ["a race changed"] = new(
            RaceList,
            logbook => logbook.AddRace(new(2026, 12, 6), "Ten", 10_200, Importance.A),
            logbook => logbook.AddRace(new(2026, 12, 6), "Ten", null, null)
        ),
        ["a race removed"] = new(
            RaceList,
            logbook => logbook.RemoveRace("r1"),
            logbook => logbook.AddRace(new(2026, 12, 6), "Ten", 10_000.5, Importance.B)
        ),
        ["a planned session"] = new(PlannedList, logbook => logbook.AddPlanned(Today, PlannedSessionKind.Hard)),
        ["a planned session removed"] = new(
            PlannedList,
            logbook => logbook.RemovePlanned("t1"),
            logbook => logbook.AddPlanned(Today, PlannedSessionKind.Hard)
        ),
        ["a label"] = new(Activities, logbook => logbook.SetLabel(1, AthleteLabelKind.Race, Importance.A)),
        ["another label"] = new(
            Activities,
            logbook => logbook.SetLabel(1, AthleteLabelKind.Easy),
            logbook => logbook.SetLabel(1, AthleteLabelKind.Race, Importance.A)
        ),
        ["a label removed"] = new(
            Activities,
            logbook => logbook.SetLabel(1, null),
            logbook => logbook.SetLabel(1, AthleteLabelKind.Hard)
        ),
        ["a pause"] = new(["status"], logbook => logbook.Pause(Today)),
        ["a longer pause"] = new(
            ["status"],
            logbook => logbook.Pause(new(2026, 12, 31)),
            logbook => logbook.Pause(Today)
        ),
        ["the end of a pause"] = new(["status"], logbook => logbook.Resume(), logbook => logbook.Pause(Today)),
    };

    private readonly LogbookFixture _fixture = new();

    public static TheoryData<string> Names => [.. Cases.Keys];

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_change_is_shown_and_its_undo_restores_what_was_there(string name)
    {
        var (command, change, setup) = Cases[name];
        Assert.Equal(1, _fixture.AddRun());
        foreach (var earlier in setup)
        {
            Make(earlier);
        }

        var (rows, shown) = (_fixture.GetRows(), await _fixture.ShowAsync(command));

        var undoId = Make(change).UndoId;

        Assert.NotNull(undoId);
        Assert.NotEqual(rows, _fixture.GetRows());
        Assert.NotEqual(shown, await _fixture.ShowAsync(command));
        Assert.Equal(UndoResult.Done, Undo(undoId.Value));
        Assert.Equal(rows, _fixture.GetRows());
        Assert.Equal(shown, await _fixture.ShowAsync(command));
        Assert.Equal(UndoResult.AlreadyUndone, Undo(undoId.Value));
        Assert.Equal(rows, _fixture.GetRows());
    }

    [Fact]
    public void The_end_of_a_pause_by_hashtag_is_undone()
    {
        _fixture.AddRun("Morning #nomail");
        var rows = _fixture.GetRows();
        Assert.Single(rows, row => row.Table == "title_pauses");

        var saved = Make(logbook => logbook.Resume());

        Assert.Empty(_fixture.GetRows());
        Assert.Equal(UndoResult.Done, Undo(saved.UndoId!.Value));
        Assert.Equal(rows, _fixture.GetRows());
    }

    [Fact]
    public void A_removed_entry_from_the_title_of_a_file_is_restored()
    {
        _fixture.AddRun("Morning #massage-deep");
        var rows = _fixture.GetRows();

        var saved = Make(logbook => logbook.RemoveEntry("m1"));

        Assert.Empty(_fixture.GetRows());
        Assert.Equal(UndoResult.Done, Undo(saved.UndoId!.Value));
        Assert.Equal(rows, _fixture.GetRows());
    }

    [Fact]
    public void A_change_can_be_undone_for_24_hours()
    {
        var first = Make(logbook => logbook.AddMassage(Yesterday, MassageKind.Swedish)).UndoId!.Value;
        _fixture.Commands.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = Make(logbook => logbook.AddMassage(Today, MassageKind.Swedish)).UndoId!.Value;
        _fixture.Commands.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal(UndoResult.Expired, Undo(first));
        Assert.Equal(UndoResult.Done, Undo(second));
        Assert.Equal(["m1"], GetIds());
    }

    [Fact]
    public void A_change_of_another_athlete_is_not_found()
    {
        var undoId = Make(logbook => logbook.AddMassage(Yesterday, MassageKind.Swedish)).UndoId!.Value;

        using (var ben = _fixture.Open(athlete: 1))
        {
            Assert.Equal(UndoResult.NotFound, ben.Undo(undoId));
            Assert.Null(ben.FindLatestUndoId());
        }

        Assert.Equal(["m1"], GetIds());
        Assert.Equal(UndoResult.NotFound, Undo(undoId + 1));
        Assert.Equal(UndoResult.NotFound, Undo(long.MinValue));
    }

    [Fact]
    public void What_is_stored_already_has_nothing_to_undo()
    {
        Make(logbook => logbook.AddMassage(Yesterday, MassageKind.Swedish));

        var again = Make(logbook => logbook.AddMassage(Yesterday, MassageKind.Swedish));

        Assert.Equal(("m1", null, false), (again.EntryId, again.UndoId, again.HasChanged));
        Assert.False(Make(logbook => logbook.Resume()).HasChanged);
    }

    [Fact]
    public void A_change_under_a_later_one_is_not_undone()
    {
        var first = Make(logbook => logbook.AddPain("calf", 4, [], Today)).UndoId!.Value;
        var second = Make(logbook => logbook.AddPain("calf", 5, [], Today)).UndoId!.Value;
        var rows = _fixture.GetRows();

        Assert.Equal(UndoResult.ChangedSince, Undo(first));
        Assert.Equal(rows, _fixture.GetRows());

        Assert.Equal(UndoResult.Done, Undo(second));
        Assert.Equal(UndoResult.Done, Undo(first));
        Assert.Empty(_fixture.GetRows());
    }

    [Fact]
    public void An_entry_that_was_added_again_is_not_restored_a_second_time()
    {
        Make(logbook => logbook.AddSlot(Today, MassageKind.Swedish));
        var removed = Make(logbook => logbook.RemoveSlot("s1")).UndoId!.Value;
        Make(logbook => logbook.AddSlot(Today, MassageKind.Swedish));

        Assert.Equal(UndoResult.ChangedSince, Undo(removed));
        Assert.Equal(["s2"], GetIds());
    }

    [Fact]
    public void The_latest_change_is_found_until_it_is_undone()
    {
        var first = Make(logbook => logbook.AddSlot(Today, MassageKind.Swedish)).UndoId;
        var second = Make(logbook => logbook.Pause(Today)).UndoId;
        using var logbook = _fixture.Open();

        Assert.Equal(second, logbook.FindLatestUndoId());
        logbook.Undo(second!.Value);
        Assert.Equal(first, logbook.FindLatestUndoId());
        _fixture.Commands.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Null(logbook.FindLatestUndoId());
    }

    [Theory]
    [InlineData("banana")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"removed\":[null],\"added\":[]}")]
    [InlineData("{\"removed\":[],\"added\":[{\"table\":\"athletes\",\"values\":[]}]}")]
    [InlineData("{\"removed\":[{\"table\":\"slots\",\"values\":[{},{}]}],\"added\":[]}")]
    [InlineData("{\"removed\":[{\"table\":\"slots\",\"values\":[null,null,null]}],\"added\":[]}")]
    [InlineData("{\"removed\":[{\"table\":\"slots\"}],\"added\":[]}")]
    public void A_step_that_cannot_be_read_changes_nothing(string payload)
    {
        var undoId = Make(logbook => logbook.AddSlot(Today, MassageKind.Swedish)).UndoId!.Value;
        var rows = _fixture.GetRows();
        using (var connection = _fixture.Commands.Database.Open())
        {
            connection.Execute("UPDATE undo_steps SET payload = @Payload", new { Payload = payload });
        }

        Assert.Equal(UndoResult.Expired, Undo(undoId));
        Assert.Equal(rows, _fixture.GetRows());
    }

    [Fact]
    public async Task Retention_deletes_what_can_no_longer_be_undone()
    {
        Make(logbook => logbook.AddPain("zebra", 4, [], Today));
        _fixture.Commands.Clock.Advance(TimeSpan.FromHours(23));
        Make(logbook => logbook.AddPain("giraffe", 4, [], Today));
        _fixture.Commands.Clock.Advance(TimeSpan.FromHours(2));
        await using var services = new ServiceCollection()
            .AddActivitySync(_fixture.Commands.Settings, _fixture.Commands.Clock)
            .BuildServiceProvider();

        await services.GetRequiredService<RetentionService>().ExpireAsync(TestContext.Current.CancellationToken);

        using var connection = _fixture.Commands.Database.Open();
        var payload = Assert.Single(connection.Query<string>("SELECT payload FROM undo_steps"));
        Assert.Contains("giraffe", payload, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undone_step_has_no_content_any_more()
    {
        Undo(Make(logbook => logbook.AddPain("zebra", 4, [], Today)).UndoId!.Value);

        using var connection = _fixture.Commands.Database.Open();
        Assert.Equal("", Assert.Single(connection.Query<string>("SELECT payload FROM undo_steps")));
    }

    [Fact]
    [SqliteOnly]
    public async Task Backups_leave_undo_steps_out()
    {
        Make(logbook => logbook.AddPain("zebra", 4, [], Today));
        Make(logbook => logbook.RemoveEntry("p1"));
        var backup = Path.Combine(_fixture.Commands.Settings.ActivitySync.DataDirectory, "copy.db");

        Assert.Equal(ExitCode.Done, (await _fixture.Commands.RunAsync("backup", backup)).Exit);

        Assert.Equal(-1, File.ReadAllBytes(backup).AsSpan().IndexOf("zebra"u8));
    }

    [Fact]
    public async Task Exports_leave_undo_steps_out()
    {
        Make(logbook => logbook.AddPain("zebra", 4, [], Today));
        Make(logbook => logbook.RemoveEntry("p1"));
        var export = Path.Combine(_fixture.Commands.Settings.ActivitySync.DataDirectory, "anna.zip");

        Assert.Equal(
            ExitCode.Done,
            (await _fixture.Commands.RunAsync("export", "--athlete", "anna", "--out", export)).Exit
        );

        using var zip = System.IO.Compression.ZipFile.OpenRead(export);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            Assert.DoesNotContain("zebra", reader.ReadToEnd(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_column_of_the_tables_is_restored()
    {
        using var connection = _fixture.Commands.Database.Open();

        Assert.All(LogbookTable.All, table =>
            Assert.Equal(
                connection
                    .GetTypedColumns(table.Name)
                    .Select(column => column.Name)
                    .Except(["athlete_id"])
                    .Order(StringComparer.Ordinal),
                table.Columns.Order(StringComparer.Ordinal)
            )
        );
    }

    private SavedChange Make(Func<AthleteLogbook, SavedChange> change)
    {
        using var logbook = _fixture.Open();
        return change(logbook);
    }

    private UndoResult Undo(long undoId)
    {
        using var logbook = _fixture.Open();
        return logbook.Undo(undoId);
    }

    private List<string> GetIds()
    {
        using var logbook = _fixture.Open();
        return [.. logbook.GetAll().Select(entry => entry.Id.ToString())];
    }

    /// <param name="Command">The command that shows the change.</param>
    /// <param name="Change">The change.</param>
    /// <param name="Setup">What is stored before.</param>
    private sealed record Case(
        string[] Command,
        Func<AthleteLogbook, SavedChange> Change,
        params Func<AthleteLogbook, SavedChange>[] Setup
    );
}
