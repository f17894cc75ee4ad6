using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Tests.Commands;

public sealed class SyncCommandTests
{
    private static SyncReport Report(SourceOutcome outcome) =>
        new()
        {
            Athlete = "anna",
            Source = SourceNames.Strava,
            Outcome = outcome,
        };

    [Theory]
    [InlineData(nameof(SourceOutcome.Complete), 0)]
    [InlineData(nameof(SourceOutcome.LimitReached), 3)]
    [InlineData(nameof(SourceOutcome.Away), 3)]
    [InlineData(nameof(SourceOutcome.ActionNeeded), 4)]
    [InlineData(nameof(SourceOutcome.Misconfigured), 2)]
    public void Each_outcome_has_its_exit_code(string outcome, int exitCode) =>
        Assert.Equal(exitCode, (int)Enum.Parse<SourceOutcome>(outcome).ToErrorKind().ToExitCode());

    [Theory]
    [InlineData(
        0,
        "Found 0 new activities of the last 90 days. Run 'activitysync activities --athlete a' to see them."
    )]
    [InlineData(1, "Found 1 new activity of the last 90 days. Run 'activitysync activities --athlete a' to see it.")]
    public void Connecting_counts_what_it_found(int count, string line) =>
        Assert.Equal(line, ConnectCommand.FormatFound(count, 90, "a"));

    [Fact]
    public async Task Disconnecting_counts_what_it_deleted()
    {
        using var fixture = new CommandFixture();
        fixture.AddRecording(
            CommandFixture.CreateRecording(SourceNames.Garmin, "1", "2026-11-19T08:00:00+01:00", 10, 50)
        );

        var (_, output, _) = await fixture.RunAsync("disconnect", "garmin", "--athlete", "anna");

        Assert.Contains("Deleted 1 recording and the tokens.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gravest_outcome_decides_the_exit_code()
    {
        Assert.Equal(ExitCode.Done, SyncCommand.GetWorstExitCode([]));
        Assert.Equal(
            ExitCode.RemoteUnavailable,
            SyncCommand.GetWorstExitCode([Report(SourceOutcome.Complete), Report(SourceOutcome.Away)])
        );
        Assert.Equal(
            ExitCode.ActionRequired,
            SyncCommand.GetWorstExitCode([Report(SourceOutcome.ActionNeeded), Report(SourceOutcome.Misconfigured)])
        );
        Assert.Equal(
            ExitCode.InvalidInput,
            SyncCommand.GetWorstExitCode([Report(SourceOutcome.LimitReached), Report(SourceOutcome.Misconfigured)])
        );
    }

    [Fact]
    public void JSON_has_counts_and_the_time_in_UTC()
    {
        var report = Report(SourceOutcome.Complete) with
        {
            Changes = new(["1", "2"], ["3"], []),
            Requests = 1,
            Until = new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.FromHours(1)),
        };

        using var document = JsonDocument.Parse(SyncCommand.FormatJson([report, Report(SourceOutcome.Away)]));

        Assert.Equal(
            """{"athlete":"anna","source":"strava","new":2,"changed":1,"gone":0"""
                + ""","requests":1,"until":"2026-11-23T12:00:00Z"}""",
            JsonSerializer.Serialize(document.RootElement[0])
        );
        Assert.Equal(JsonValueKind.Null, document.RootElement[1].GetProperty("until").ValueKind);
        Assert.Equal("anna · strava: 2 new, 1 changed, 0 gone (1 request)", SyncCommand.FormatLine(report));
    }
}
