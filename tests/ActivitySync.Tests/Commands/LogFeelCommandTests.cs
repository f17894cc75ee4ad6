using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using Dapper;

namespace ActivitySync.Tests.Commands;

/// <summary>Now is Monday 23 November 2026.</summary>
public sealed class LogFeelCommandTests : IDisposable
{
    private readonly CommandFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_feeling_is_stored_for_the_latest_massage_and_the_undo_is_shown()
    {
        await _fixture.RunAsync("log", "massage", "2026-11-12", "deep-tissue");
        await _fixture.RunAsync("log", "massage", "2026-11-20", "swedish");

        var (exit, output, error) = await _fixture.RunAsync("log", "feel", "BETTER");

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Equal(
            "Added f1: better, after the massage on Friday 20 November 2026. Undo: activitysync log remove f1",
            output.TrimEnd()
        );
        var answer = Assert.Single(GetAnswers());
        Assert.Equal(
            new MassageAnswer(new(2026, 11, 20), MassageFeeling.Better, _fixture.Clock.GetUtcNow()),
            answer.Value
        );
        Assert.Null(answer.Title);
    }

    [Fact]
    public async Task A_date_chooses_the_massage_before_it()
    {
        await _fixture.RunAsync("log", "massage", "2026-11-12", "deep-tissue");
        await _fixture.RunAsync("log", "massage", "2026-11-20", "swedish");

        await _fixture.RunAsync("log", "feel", "worse", "--date", "2026-11-19");
        await _fixture.RunAsync("log", "feel", "same", "--date", "2026-11-20");

        Assert.Equal(
            [(new(2026, 11, 12), MassageFeeling.Worse), (new(2026, 11, 20), MassageFeeling.Same)],
            GetAnswers().Select(row => (row.Value.MassageDate, row.Value.Feeling))
        );
    }

    [Fact]
    public async Task A_later_answer_about_a_massage_replaces_the_earlier_one()
    {
        await _fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        await _fixture.RunAsync("log", "feel", "better", "--date", "2026-11-21");

        var (_, output, _) = await _fixture.RunAsync("log", "feel", "worse");

        Assert.StartsWith("Changed f1: worse instead of better, after", output, StringComparison.Ordinal);
        Assert.Contains("Undo: activitysync log undo", output, StringComparison.Ordinal);
        Assert.Equal(MassageFeeling.Worse, Assert.Single(GetAnswers()).Value.Feeling);
        using var connection = _fixture.Database.Open();
        Assert.Equal(1, connection.ExecuteScalar<long>("SELECT count(*) FROM massage_feelings"));
    }

    [Theory]
    [InlineData("2026-11-09", 1)]
    [InlineData("2026-11-08", 0)]
    public async Task A_massage_may_be_fourteen_days_old(string date, int answers)
    {
        await _fixture.RunAsync("log", "massage", date, "swedish");

        await _fixture.RunAsync("log", "feel", "same");

        Assert.Equal(answers, GetAnswers().Count);
    }

    [Fact]
    public async Task Without_a_massage_one_line_says_how_to_log_it_and_nothing_is_stored()
    {
        await _fixture.RunAsync("log", "massage", "2026-11-22", "swedish");

        var (exit, output, error) = await _fixture.RunAsync("log", "feel", "better", "--date", "2026-11-21");

        Assert.Equal((ExitCode.InvalidInput, ""), (exit, output));
        Assert.Equal(
            "log feel: no massage is logged from 2026-11-07 to 2026-11-21. "
                + "Run 'activitysync log massage DATE KIND' first.",
            error.TrimEnd()
        );
        Assert.Empty(GetAnswers());
    }

    [Fact]
    public async Task A_past_booking_is_no_massage_until_it_is_logged()
    {
        await _fixture.RunAsync("slot", "add", "2026-11-24", "deep-tissue");
        await _fixture.RunAsync("slot", "add", "2026-11-30", "swedish");
        _fixture.Clock.Advance(TimeSpan.FromDays(2));

        var (exit, _, error) = await _fixture.RunAsync("log", "feel", "better");

        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.EndsWith(
            ", only booked. Run 'activitysync log massage 2026-11-24 deep-tissue' first.",
            error.TrimEnd(),
            StringComparison.Ordinal
        );
        await _fixture.RunAsync("log", "massage", "2026-11-24", "deep-tissue");
        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("log", "feel", "better")).Exit);
    }

    [Fact]
    public async Task A_feeling_is_listed_after_its_massage_and_removed_by_its_id()
    {
        await _fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        await _fixture.RunAsync("log", "feel", "same");

        var (_, listed, _) = await _fixture.RunAsync("log", "list");
        using var list = JsonDocument.Parse((await _fixture.RunAsync("log", "list", "--json")).Output);

        Assert.Contains("f1  2026-11-20  feeling  same after the massage", listed, StringComparison.Ordinal);
        Assert.Equal(
            ["f1", "feeling", "2026-11-20", "same"],
            new[] { "id", "what", "date", "feeling" }.Select(name => list.RootElement[1].GetProperty(name).GetString())
        );
        Assert.Equal("Removed f1.", (await _fixture.RunAsync("log", "remove", "f1")).Output.TrimEnd());
        Assert.Empty(GetAnswers());
        Assert.Equal(ExitCode.InvalidInput, (await _fixture.RunAsync("log", "remove", "f1")).Exit);
    }

    [Fact]
    public async Task A_feeling_without_its_massage_does_not_count()
    {
        await _fixture.RunAsync("log", "massage", "2026-11-13", "swedish");
        await _fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        await _fixture.RunAsync("log", "feel", "better");

        await _fixture.RunAsync("log", "remove", "m2");
        Assert.Empty(GetAnswers());

        await _fixture.RunAsync("log", "massage", "2026-11-20", "deep-tissue");
        Assert.Equal(new DateOnly(2026, 11, 20), Assert.Single(GetAnswers()).Value.MassageDate);
    }

    [Fact]
    public async Task A_feeling_from_a_title_is_removed_in_the_title()
    {
        await _fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        var id = _fixture.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.Strava,
                "77",
                "2026-11-21T18:00:00+01:00",
                10,
                60,
                "Evening #felt-worse"
            )
        );

        var (_, listed, _) = await _fixture.RunAsync("log", "list");
        var (exit, _, error) = await _fixture.RunAsync("log", "remove", "f1");

        Assert.Contains(
            $"f1  2026-11-20  feeling  worse after the massage, from the title of activity {id} (strava)",
            listed,
            StringComparison.Ordinal
        );
        Assert.Equal(ExitCode.InvalidInput, exit);
        Assert.StartsWith(
            $"ID: f1 comes from a hashtag in the title of activity {id}.",
            error,
            StringComparison.Ordinal
        );
        Assert.Single(GetAnswers());
    }

    [Fact]
    public async Task A_feeling_from_the_title_of_a_file_can_be_removed()
    {
        _fixture.AddRecording(
            CommandFixture.CreateRecording(
                SourceNames.File,
                "f",
                "2026-11-21T18:00:00+01:00",
                10,
                60,
                "#massage #feel-better"
            )
        );
        Assert.Single(GetAnswers());

        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("log", "remove", "f1")).Exit);

        Assert.Empty(GetAnswers());
    }

    [Fact]
    public async Task Feelings_of_two_athletes_are_separate_and_forgotten_separately()
    {
        using var fixture = new CommandFixture("ben");
        foreach (var athlete in new[] { "anna", "ben" })
        {
            await fixture.RunAsync("log", "massage", "2026-11-20", "swedish", "--athlete", athlete);
        }

        await fixture.RunAsync("log", "feel", "better", "--athlete", "anna");
        var (_, output, _) = await fixture.RunAsync("log", "feel", "worse", "--athlete", "ben");
        Assert.EndsWith("log remove f2 --athlete ben", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.InvalidInput, (await fixture.RunAsync("log", "remove", "f2", "--athlete", "anna")).Exit);
        Assert.Equal(ExitCode.InvalidInput, (await fixture.RunAsync("log", "feel", "better")).Exit);

        Assert.Equal(ExitCode.Done, (await fixture.RunAsync("forget", "--athlete", "anna", "--yes")).Exit);

        using var connection = fixture.Database.Open();
        Assert.Equal(["worse"], connection.Query<string>("SELECT feeling FROM massage_feelings"));
    }

    [Fact]
    [SqliteOnly]
    public async Task A_backup_has_the_feelings()
    {
        await _fixture.RunAsync("log", "massage", "2026-11-20", "swedish");
        await _fixture.RunAsync("log", "feel", "better");
        var file = Path.Combine(_fixture.Settings.ActivitySync.DataDirectory, "copy.db");
        await _fixture.RunAsync("backup", file);
        await _fixture.RunAsync("log", "remove", "f1");

        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync("restore", file)).Exit);

        Assert.Equal(MassageFeeling.Better, Assert.Single(GetAnswers()).Value.Feeling);
    }

    private IReadOnlyList<StoredEntry<MassageAnswer>> GetAnswers()
    {
        using var connection = _fixture.Database.Open();
        return MassageFeelingRepository.GetAll(connection, _fixture.GetAthleteId());
    }
}
