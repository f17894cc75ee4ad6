using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sync;
using Dapper;

namespace ActivitySync.Tests.Data;

public sealed class MailRepositoryTests : IDisposable
{
    private readonly SyncFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("digest", "not-a-week", "sent")]
    [InlineData("race", "2026-12-13.dawn", "sent")]
    [InlineData("postcard", "2026-W40", "sent")]
    [InlineData("digest", "2026-W40", "lost")]
    public void A_row_that_this_version_cannot_read_does_not_stop_the_others(string kind, string period, string state)
    {
        using var connection = _fixture.Database.Open();
        var due = SyncFixture.Now;
        var week = new WeekPeriod(2026, 47);
        MailRepository.Add(connection, _fixture.AthleteId, MailKind.Digest, week, MailState.Planned, null, due, due);
        connection.ExecuteUnchecked(
            "mails",
            """
            INSERT INTO mails (athlete_id, kind, period, state, due_at, attempts, uncertain, quotes_strava, changed_at)
            VALUES (@AthleteId, @kind, @period, @state, 0, 0, 0, 0, 0)
            """,
            new
            {
                _fixture.AthleteId,
                kind,
                period,
                state,
            }
        );

        var mail = Assert.Single(MailRepository.GetAll(connection, _fixture.AthleteId));
        Assert.Equal(week, mail.Period);
    }

    [Theory]
    [InlineData("planned", null, 0, 0, true)]
    [InlineData("rendered", -1, 0, 0, true)]
    [InlineData("sending", 60, 0, 0, true)]
    [InlineData("rendered", 60, 0, 0, false)]
    [InlineData("planned", 60, 0, 0, false)]
    [InlineData("rendered", 60, 1, 0, true)] // may have arrived
    [InlineData("rendered", 60, 0, -2_881, true)] // overdue
    [InlineData("sent", null, 0, 0, false)]
    public void Only_mails_for_which_something_is_to_be_done_now_wait(
        string state,
        int? nextTry,
        int uncertain,
        int due,
        bool isWaiting
    )
    {
        var now = SyncFixture.Now;
        using var connection = _fixture.Database.Open();
        connection.Execute(
            """
            INSERT INTO mails (athlete_id, kind, period, state, due_at, attempts, uncertain, quotes_strava, changed_at,
                               next_try_at)
            VALUES (@AthleteId, 'digest', '2026-W47', @State, @Due, 1, @Uncertain, 0, 0, @NextTry)
            """,
            new
            {
                _fixture.AthleteId,
                State = state,
                Due = now.AddMinutes(due).ToColumn(),
                Uncertain = uncertain,
                NextTry = nextTry is { } minutes ? now.AddMinutes(minutes).ToColumn() : (long?)null,
            }
        );

        var waiting = MailRepository.GetAthletesWaiting(connection, now, TimeSpan.FromHours(48));

        Assert.Equal(isWaiting, waiting.ContainsKey("anna"));
    }
}
