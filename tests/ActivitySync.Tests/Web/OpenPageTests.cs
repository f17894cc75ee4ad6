using ActivitySync.Configuration;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Data;
using ActivitySync.Web;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Web;

/// <summary>Pages that anybody may open show states; texts from outside are in 'status'.</summary>
public sealed class OpenPageTests : IDisposable
{
    private readonly CommandFixture _fixture = new CommandFixture().With(settings =>
        settings with
        {
            FileAthletes =
            [
                settings.FileAthletes[0] with
                {
                    Sources = new AthleteSources
                    {
                        Enabled = [SourceNames.Strava],
                        Inbox = Path.Combine(Path.GetTempPath(), "secret-inbox"),
                        RaceCalendars = ["https://example.org/races.ics"],
                    },
                },
            ],
        }
    );

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(
        "INSERT INTO job_runs (job, tried_at, failures, line) VALUES ('wake', 1795416000, 2, 'secret.fit is odd')",
        "failed 2 times in a row"
    )]
    [InlineData(
        "INSERT INTO race_feeds (athlete_id, feed, tried_at, line) "
            + "VALUES (1, 'f', 1795416000, 'left out: secret race')",
        "race-calendars"
    )]
    [InlineData(
        "INSERT INTO inboxes (athlete_id, looked_at, line) VALUES (1, 1795416000, 'secret folder is missing')",
        "\"file\""
    )]
    [InlineData(
        "INSERT INTO inbox_files (athlete_id, path, bytes, modified_at, result, reason, settled, read_at) "
            + "VALUES (1, '/in/secret.fit', 1, 1, 'quarantined', 'no secret', 0, 1795416000)",
        "1 entry of the inbox cannot be read"
    )]
    [InlineData(
        "INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, attempts, uncertain, quotes_strava, "
            + "changed_at) "
            + "VALUES (1, 'digest', '2026-W47', 'failed', 'secret answer', 1795416000, 1, 0, 0, 1795416000)",
        "mail 2026-W47: failed"
    )]
    [InlineData(
        "INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, attempts, uncertain, quotes_strava, "
            + "changed_at) "
            + "VALUES (1, 'digest', '2026-W47', 'planned', 'secret answer', 1795300000, 1, 0, 0, 1795416000)",
        "mail 2026-W47: not delivered yet"
    )]
    [InlineData(
        "INSERT INTO syncs (athlete_id, source, tried_at, outcome, line, failures) "
            + "VALUES (1, 'strava', 1795416000, 'action-needed', 'secret answer', 1)",
        "anna, strava: it needs action"
    )]
    [InlineData(
        "INSERT INTO races (athlete_id, date, name, origin, origin_key) VALUES (1, 'secret', 'secret race', '', '')",
        "the table races has a value"
    )]
    public void A_page_shows_the_state_and_not_the_text(string sql, string shown)
    {
        _fixture.GetAthleteId();
        using (var connection = _fixture.Database.Open())
        {
            connection.Execute(sql);
        }

        var health = CreateReader().Read();
        var page = health.ForPage();

        Assert.Contains(shown, HealthJson.Serialize(page), StringComparison.Ordinal);
        Assert.Equal(health.Healthy, page.Healthy);
        foreach (
            var text in new[] { HealthJson.Serialize(page), MetricsPage.Render(page, CreateReader().GetJobRuns(), 1) }
        )
        {
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        }
    }

    private HealthReader CreateReader() =>
        new(
            RosterBuilder.Create(_fixture.Database, _fixture.Settings),
            _fixture.Database,
            _fixture.Settings,
            _fixture.Clock,
            new DaemonLock(_fixture.Settings, _fixture.Clock),
            new JobMonitor(_fixture.Database, _fixture.Clock, NullLogger<JobMonitor>.Instance)
        );
}
