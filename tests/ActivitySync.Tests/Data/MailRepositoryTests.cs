using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sync;

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
}
