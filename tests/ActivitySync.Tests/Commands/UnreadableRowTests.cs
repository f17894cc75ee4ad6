using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sync;
using Dapper;

namespace ActivitySync.Tests.Commands;

/// <summary>
/// One unreadable row costs only itself: it is named once, counted in health, and the others are shown.
/// </summary>
public sealed class UnreadableRowTests : IDisposable
{
    private readonly WildValueFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("races", "date", "'soon'", "race list", "Second Race", "races")]
    [InlineData("races", "importance", "'Z'", "race list", "Second Race", "races")]
    [InlineData("races", "distance_meters", "9e999", "race list", "Second Race", "races")]
    [InlineData("massages", "kind", "'banana'", "log list", "deep-tissue", "massages")]
    [InlineData("massages", "date", "'9999-12-31'", "log list", "deep-tissue", "massages")]
    [InlineData("massage_feelings", "feeling", "'great'", "log list", "worse", "massage_feelings")]
    [InlineData("massage_feelings", "massage_date", "'2026-02-30'", "log list", "worse", "massage_feelings")]
    [InlineData("massage_feelings", "said_on", "'0001-01-01'", "log list", "worse", "massage_feelings")]
    [InlineData("massage_feelings", "said_at", "9223372036854775807", "log list", "worse", "massage_feelings")]
    [InlineData("pains", "severity", "-9e999", "log list", "calf, 10 of 10", "pains")]
    [InlineData("pains", "resolved_on", "''", "log list", "calf", "pains")]
    [InlineData("illnesses", "date", "'2026-02-30'", "log list", "fever", "illnesses")]
    [InlineData("preferences", "value", "'banana'", "slot list", "2026-12-08", "preferences")]
    [InlineData("preferences", "key", "'banana'", "slot list", "2026-12-08", "preferences")]
    [InlineData("slots", "date", "'0001-01-01'", "slot list", "2026-12-08", "slots")]
    [InlineData("planned_sessions", "kind", "''", "planned list", "2026-11-29", "planned_sessions")]
    [InlineData("recordings", "started_at", "9223372036854775807", "activities", "Run Two", "recordings")]
    [InlineData("recordings", "utc_offset_seconds", "50401", "activities", "Run Two", "recordings")]
    [InlineData("recordings", "source", "'nowhere'", "activities", "Run Two", "recordings")]
    [InlineData("recordings", "format", "'nothing'", "activities", "Run Two", "recordings")]
    [InlineData("recordings", "source_tag", "'nothing'", "activities", "Run Two", "recordings")]
    [InlineData("recordings", "elapsed_seconds", "1e300", "activities", "Run Two", "recordings")]
    [InlineData("labels", "word", "'slow'", "activities", "Run Two", "labels")]
    public async Task An_unreadable_row_is_named_and_the_others_are_shown(
        string table,
        string column,
        string value,
        string command,
        string shown,
        string named
    )
    {
        Assert.True(_fixture.TryWrite(table, column, value));

        var (exit, output, error) = await _fixture.Commands.RunAsync(command.Split(' '));
        var health = await _fixture.Commands.RunAsync("status");

        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains(shown, output, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"the table {named} has a value", error, StringComparison.Ordinal);
        Assert.Contains($"the table {named} has a value", health.Output, StringComparison.Ordinal);
        Assert.Empty(health.Error);
    }

    [Fact]
    public async Task A_pause_whose_end_is_unreadable_lasts()
    {
        Assert.True(_fixture.TryWrite("pauses", "until", "'later'"));

        var (_, output, _) = await _fixture.Commands.RunAsync("status");

        Assert.Contains("anna: emails are off", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_lost_its_activity_is_named_and_gets_one_when_it_is_read_again()
    {
        Assert.True(_fixture.TryWrite("identities", "source", "'nowhere'"));
        var lost = await _fixture.Commands.RunAsync("activities");
        Assert.DoesNotContain("Run One", lost.Output, StringComparison.Ordinal);
        Assert.Contains("recordings", lost.Error, StringComparison.Ordinal);

        _fixture.Commands.AddRecording(
            CommandFixture.CreateRecording(SourceName.File, "one", "2026-11-20T08:00:00+01:00", 10, 50, "Run One")
        );

        var (_, output, error) = await _fixture.Commands.RunAsync("activities");
        Assert.Contains("Run One", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Fact]
    public void Disconnecting_a_source_deletes_its_unreadable_rows_too()
    {
        _fixture.Commands.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Strava, "9", "2026-11-19T08:00:00+01:00", 10, 50)
        );
        using (var connection = _fixture.Commands.Database.Open())
        {
            connection.Execute("UPDATE recordings SET started_at = -9223372036854775808 WHERE source = 'strava'");
        }

        new SourceDataEraser(_fixture.Commands.Database, _fixture.Commands.Settings, _fixture.Commands.Clock).Erase(
            _fixture.Commands.GetAthleteId(),
            SourceNames.Strava
        );

        using var after = _fixture.Commands.Database.Open();
        Assert.Equal(0, after.ExecuteScalar<long>("SELECT count(*) FROM recordings WHERE source = 'strava'"));
    }

    [Fact]
    public async Task An_intact_database_has_no_unreadable_row()
    {
        var (_, output, error) = await _fixture.Commands.RunAsync("status");

        Assert.DoesNotContain("cannot be read", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_title_is_stored_shortened_and_never_in_half_a_character()
    {
        var title = new string('x', StoredText.MaxLength - 1) + "😀 and more";

        _fixture.Commands.AddRecording(
            CommandFixture.CreateRecording(SourceName.File, "long", "2026-11-22T08:00:00+01:00", 10, 50, title)
        );

        using var connection = _fixture.Commands.Database.Open();
        var stored = connection.ExecuteScalar<string>("SELECT name FROM recordings WHERE source_id = 'long'");
        Assert.Equal(new string('x', StoredText.MaxLength - 1), stored);
    }
}
