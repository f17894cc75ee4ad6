using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Tests.Commands;
using Dapper;

namespace ActivitySync.Tests.Logbook;

/// <summary>Today is Monday 23 November 2026.</summary>
public sealed class AthleteLogbookTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly DateOnly Yesterday = new(2026, 11, 22);
    private static readonly DateOnly Tomorrow = new(2026, 11, 24);

    /// <summary>Invalid changes with the field and the problem they name.</summary>
    private static readonly (EntryField Field, EntryProblem Problem, Action<AthleteLogbook> Change)[] Invalid =
    [
        (EntryField.Date, EntryProblem.InPast, logbook => logbook.AddSlot(Yesterday, MassageKind.Other)),
        (EntryField.Date, EntryProblem.Unreadable, logbook => logbook.AddSlot(DateOnly.MaxValue, MassageKind.Other)),
        (EntryField.Date, EntryProblem.InFuture, logbook => logbook.AddMassage(Tomorrow, MassageKind.Other)),
        (EntryField.Date, EntryProblem.Unreadable, logbook => logbook.AddMassage(default, MassageKind.Other)),
        (EntryField.Date, EntryProblem.InFuture, logbook => logbook.SaveFeeling(MassageFeeling.Same, Tomorrow)),
        (EntryField.Feeling, EntryProblem.NoMassage, logbook => logbook.SaveFeeling(MassageFeeling.Same, Today)),
        (EntryField.Date, EntryProblem.InFuture, logbook => logbook.AddPain("calf", 3, [], Tomorrow)),
        (EntryField.Area, EntryProblem.Empty, logbook => logbook.AddPain(" \t", 3, [], Today)),
        (EntryField.Area, EntryProblem.TooLong, logbook => logbook.AddPain(new string('x', 201), 3, [], Today)),
        (EntryField.Severity, EntryProblem.Unreadable, logbook => logbook.AddPain("calf", 10.5, [], Today)),
        (EntryField.Severity, EntryProblem.Unreadable, logbook => logbook.AddPain("calf", double.NaN, [], Today)),
        (EntryField.Sign, EntryProblem.Empty, logbook => logbook.AddPain("calf", 3, [""], Today)),
        (EntryField.Area, EntryProblem.NotFound, logbook => logbook.ResolvePain("calf", Today)),
        (EntryField.Id, EntryProblem.NotFound, logbook => logbook.ResolvePainEntry("p1", Today)),
        (EntryField.Id, EntryProblem.NotFound, logbook => logbook.ResolvePainEntry("m1", Today)),
        (EntryField.Kind, EntryProblem.Empty, logbook => logbook.AddIllness("", Today)),
        (EntryField.Date, EntryProblem.InFuture, logbook => logbook.AddIllness("cold", Tomorrow)),
        (EntryField.Name, EntryProblem.Empty, logbook => logbook.AddRace(Today, "", null, null)),
        (EntryField.Distance, EntryProblem.Unreadable, logbook => logbook.AddRace(Today, "Ten", -1, null)),
        (EntryField.Distance, EntryProblem.Unreadable, logbook => logbook.AddRace(Today, "Ten", 1e8, null)),
        (EntryField.Activity, EntryProblem.NotFound, logbook => logbook.SetLabel(7, AthleteLabelKind.Race)),
        (EntryField.Importance, EntryProblem.OnlyForRace, logbook => logbook.SetLabel(7, null, Importance.A)),
        (EntryField.Until, EntryProblem.InPast, logbook => logbook.Pause(Yesterday)),
        (EntryField.Until, EntryProblem.Unreadable, logbook => logbook.Pause(PauseRepository.Indefinitely)),
        (EntryField.Id, EntryProblem.NotFound, logbook => logbook.RemoveEntry("m7")),
        (EntryField.Id, EntryProblem.Unreadable, logbook => logbook.RemoveEntry("x7")),
        (EntryField.Id, EntryProblem.Unreadable, logbook => logbook.RemoveEntry("")),
        (EntryField.Id, EntryProblem.Unreadable, logbook => logbook.RemoveSlot("m7")),
    ];

    private readonly LogbookFixture _fixture = new();

    public static TheoryData<int> InvalidIndexes => [.. Enumerable.Range(0, Invalid.Length)];

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(InvalidIndexes))]
    public void An_invalid_entry_names_its_field_and_stores_nothing(int index)
    {
        var (field, problem, change) = Invalid[index];
        using var logbook = _fixture.Open();

        var invalid = Assert.Throws<InvalidEntryException>(() => change(logbook));

        Assert.Equal((field, problem), (invalid.Field, invalid.Problem));
        Assert.Matches($@"^{field}: [^\n]+\.( [A-Z][^\n]+\.)?$", invalid.Message);
        Assert.Empty(_fixture.GetRows());
        Assert.Null(logbook.FindLatestUndoId());
    }

    [Fact]
    public void A_pain_with_a_sign_has_its_medical_level()
    {
        using var logbook = _fixture.Open();

        var mild = logbook.AddPain("left calf", 3, [], Yesterday);
        var urgent = logbook.AddPain("left calf", 3, ["Warm red calf", "bruise"], Today);

        Assert.Null(mild.Level);
        Assert.Equal(MedicalLevel.Urgent, urgent.Level);
        Assert.Equal(["warm-red-calf", "bruise"], urgent.Pain.Signs);
        Assert.Equal(MedicalLevel.Urgent, logbook.AddPain("knee", 9, [], Today).Level);
        Assert.Equal(MedicalLevel.Urgent, logbook.AddIllness("cold", Today).Level);
        logbook.ResolvePain("left calf", Today);
        Assert.Equal(MedicalLevel.Clinician, logbook.AddIllness("fever", Today).Level);
    }

    [Fact]
    public void A_preview_says_the_level_and_stores_nothing()
    {
        using var logbook = _fixture.Open();

        Assert.Equal(MedicalLevel.Emergency, logbook.PreviewPain("chest", 2, ["chest-pain"], Today));
        Assert.Equal(MedicalLevel.Postpone, logbook.PreviewIllness("fever", Today));
        Assert.Null(logbook.PreviewIllness("fever", Today.AddDays(-7)));

        Assert.Empty(_fixture.GetRows());
    }

    [Fact]
    public void A_replaced_pain_gives_its_signs_to_the_new_one()
    {
        using var logbook = _fixture.Open();
        logbook.AddPain("left calf", 6, ["warm-red-calf"], Today);

        var saved = logbook.AddPain(" left calf ", 2, ["bruise"], Today);

        Assert.Equal(("p2", "p1"), (saved.EntryId, saved.ReplacedEntryId));
        Assert.Equal(["bruise", "warm-red-calf"], saved.Pain.Signs);
        Assert.Equal(["warm-red-calf"], saved.KeptSigns);
        Assert.Equal(MedicalLevel.Urgent, saved.Level);
        Assert.Equal("p2", Assert.Single(logbook.GetAll()).Id.ToString());
    }

    [Fact]
    public void A_changed_race_and_a_changed_feeling_name_what_they_replace()
    {
        using var logbook = _fixture.Open();
        logbook.AddRace(Tomorrow, "Ten", 10_000, null);
        logbook.AddMassage(Yesterday, MassageKind.Swedish);
        Assert.Null(logbook.SaveFeeling(MassageFeeling.Better, Today).Replaced);

        var feeling = logbook.SaveFeeling(MassageFeeling.Worse, Today);

        Assert.Equal("r1", logbook.AddRace(Tomorrow, "Ten", 10_200, Importance.A).ReplacedEntryId);
        Assert.Equal(("f1", "f1"), (feeling.EntryId, feeling.ReplacedEntryId));
        Assert.Equal((MassageFeeling.Better, Yesterday), (feeling.Replaced, feeling.MassageDate));
    }

    [Fact]
    public void Everything_is_listed_newest_first_with_its_origin()
    {
        _fixture.AddRun("Morning #massage-deep");
        using var logbook = _fixture.Open();
        logbook.AddMassage(new(2026, 11, 1), MassageKind.Swedish);
        logbook.SaveFeeling(MassageFeeling.Better, new(2026, 11, 2));
        logbook.AddPain("calf", 3, ["bruise"], Yesterday);
        logbook.AddIllness("cold", new(2026, 11, 10));
        logbook.AddRace(new(2026, 12, 6), "Ten", 10_000, null);
        logbook.AddSlot(Tomorrow, MassageKind.Swedish);
        logbook.AddPlanned(Today, PlannedSessionKind.Hard);
        logbook.Connection.Execute(
            """
            INSERT INTO races (athlete_id, date, name, origin, origin_key)
            VALUES (@AthleteId, '2026-12-20', 'Half', 'calendar', 'feed:1');
            UPDATE massages SET origin_key = 'strava:1' WHERE origin = 'title'
            """,
            new { logbook.AthleteId }
        );

        var entries = logbook.GetAll();

        Assert.Equal(
            ["r2", "r1", "s1", "t1", "p1", "m1", "i1", "m2", "f1"],
            entries.Select(entry => entry.Id.ToString())
        );
        Assert.Equal(EntryOrigin.Calendar, entries[0].Origin);
        Assert.Equal(EntryOrigin.Title, entries[5].Origin);
        Assert.Equal(["r2", "m1"], entries.Where(entry => !entry.CanRemove).Select(entry => entry.Id.ToString()));
        Assert.Equal(["bruise"], Assert.IsType<PainEntry>(entries[4]).Pain.Signs);
        foreach (var entry in entries)
        {
            if (entry.CanRemove)
            {
                logbook.RemoveEntry(entry.Id.ToString());
            }
            else
            {
                Assert.Contains(
                    Assert.Throws<InvalidEntryException>(() => logbook.RemoveEntry(entry.Id.ToString())).Problem,
                    new[] { EntryProblem.FromCalendar, EntryProblem.FromTitle }
                );
            }
        }

        Assert.Equal(["r2", "m1"], logbook.GetAll().Select(entry => entry.Id.ToString()));
    }

    [Fact]
    public void A_reader_adds_no_athlete()
    {
        var settings = _fixture.Commands.Settings;
        using var logbook = AthleteLogbook.Open(
            _fixture.Commands.Database,
            settings.FileAthletes[0],
            _fixture.Commands.Clock,
            settings.Rules,
            isReadOnly: true
        );

        Assert.Empty(logbook.GetAll());
        Assert.Empty(AthleteRepository.GetAllIds(logbook.Connection));
    }

    [Theory]
    [InlineData("2026-11-24", "2026-11-26", true)]
    [InlineData("2026-11-26", "2026-11-28", true)]
    [InlineData("2026-11-20", "2026-11-24", true)]
    [InlineData("2026-11-27", "2026-11-29", false)]
    [InlineData("2026-11-20", "2026-11-23", false)]
    public void A_suggestion_that_shares_a_day_with_a_declined_one_is_declined(string from, string to, bool expected)
    {
        using var logbook = _fixture.Open();
        var saved = logbook.DeclineSuggestion(new(MassageKind.Swedish, Tomorrow, new(2026, 11, 26)));

        Assert.Equal(expected, logbook.IsDeclined(from.ToDate(), to.ToDate()));
        Assert.Equal(UndoResult.Done, logbook.Undo(saved.UndoId!.Value));
        Assert.False(logbook.IsDeclined(from.ToDate(), to.ToDate()));
    }

    [Fact]
    public void A_suggestion_after_the_declined_days_is_a_new_one()
    {
        using (var logbook = _fixture.Open())
        {
            logbook.DeclineSuggestion(new(MassageKind.Swedish, Tomorrow, new(2026, 11, 26)));
        }

        _fixture.Commands.Clock.Advance(TimeSpan.FromDays(3));
        using (var thursday = _fixture.Open())
        {
            Assert.True(thursday.IsDeclined(new(2026, 11, 26), new(2026, 11, 28)));
        }

        _fixture.Commands.Clock.Advance(TimeSpan.FromDays(1));
        using var friday = _fixture.Open();
        Assert.False(friday.IsDeclined(new(2026, 11, 26), new(2026, 11, 28)));
    }

    [Fact]
    public async Task A_declined_suggestion_is_not_asked_about()
    {
        const string question = "Did you have the massage I suggested";
        AddMarathon();
        AddSentWindow("2026-11-22", "2026-11-23");
        Assert.Contains(question, await PreviewDigestAsync(), StringComparison.Ordinal);

        var (exit, output, _) = await _fixture.Commands.RunAsync("log", "skip", "--athlete", "anna");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal(
            "Declined: massage (swedish) from Sunday 22 November 2026 to Monday 23 November 2026. "
                + "Undo: activitysync log undo 1 --athlete anna",
            output.TrimEnd()
        );
        Assert.DoesNotContain(question, await PreviewDigestAsync(), StringComparison.Ordinal);
        Assert.Equal(
            "Declined: massage (swedish) from Sunday 22 November 2026 to Monday 23 November 2026.",
            (await _fixture.ShowAsync("log", "skip")).TrimEnd()
        );
        Assert.StartsWith(
            "Undone: \"not this week\" for the massage (swedish)",
            await _fixture.ShowAsync("log", "undo", "1"),
            StringComparison.Ordinal
        );
        Assert.Contains(question, await PreviewDigestAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Todays_suggestion_is_declined_without_an_email()
    {
        var (exit, _, error) = await _fixture.Commands.RunAsync("log", "skip", "--athlete", "anna");
        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.StartsWith("log skip: no massage is suggested.", error, StringComparison.Ordinal);

        AddMarathon();

        Assert.StartsWith(
            "Declined: massage (swedish) from Wednesday 25 November 2026",
            await _fixture.ShowAsync("log", "skip"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_command_undoes_the_latest_change_and_says_why_it_cannot()
    {
        await _fixture.ShowAsync("log", "massage", "today", "swedish");
        await _fixture.ShowAsync("race", "add", "2026-12-06", "Ten");
        await _fixture.ShowAsync("log", "undo");
        Assert.Equal("[]", (await _fixture.ShowAsync("race", "list", "--json")).Trim());
        Assert.Contains("m1", await _fixture.ShowAsync("log", "list"), StringComparison.Ordinal);
        await _fixture.ShowAsync("log", "undo");
        Assert.StartsWith("Nothing logged yet.", await _fixture.ShowAsync("log", "list"), StringComparison.Ordinal);

        foreach (
            var (id, problem) in new[]
            {
                ("", "there is no change of the last 24 hours"),
                ("1", "that change is undone already"),
                ("77", "there is no such change"),
                ("one", "there is no such change"),
            }
        )
        {
            string[] command = id.Length == 0 ? ["log", "undo"] : ["log", "undo", id];
            var (exit, output, error) = await _fixture.Commands.RunAsync([.. command, "--athlete", "anna"]);
            Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
            Assert.StartsWith($"log undo: {problem}. ", error, StringComparison.Ordinal);
        }
    }

    private async Task<string> PreviewDigestAsync()
    {
        var folder = Path.Combine(_fixture.Commands.Settings.ActivitySync.DataDirectory, "preview");
        await _fixture.ShowAsync("digest", "preview", "--out", folder);
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "digest.txt"));
        return text.ReplaceLineEndings(" ");
    }

    /// <summary>Stores a race of yesterday.</summary>
    private void AddMarathon() =>
        _fixture.Commands.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.File,
                "900",
                "2026-11-22T09:00:00+01:00",
                42.5,
                228,
                "City Marathon #race"
            )
        );

    /// <summary>Stores a digest of three days ago that suggested some days.</summary>
    private void AddSentWindow(string from, string to)
    {
        using var logbook = _fixture.Open();
        logbook.Connection.Execute(
            """
            INSERT INTO mails (athlete_id, kind, period, state, due_at, attempts, uncertain, quotes_strava, changed_at,
                written_at, window_kind, window_from, window_to)
            VALUES (@AthleteId, 'digest', '2026-W46', 'sent', @At, 1, 0, 0, @At, @At, 'swedish', @From, @To)
            """,
            new
            {
                logbook.AthleteId,
                At = _fixture.Commands.Clock.GetUtcNow().AddDays(-3).ToColumn(),
                From = from,
                To = to,
            }
        );
    }
}
