using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>mails</c>. A state changes by compare-and-set: each method names the state it leaves and says whether
/// this caller was the one to change it, so two processes never do the same step.
/// </summary>
internal static class MailRepository
{
    private const string SelectMails = """
        SELECT id AS Id, athlete_id AS AthleteId, kind AS Kind, period AS Period, state AS State, reason AS Reason, due_at AS DueAt,
               message_id AS MessageId, attempts AS Attempts, uncertain AS Uncertain, next_try_at AS NextTryAt, changed_at AS ChangedAt,
               expires_at AS ExpiresAt, written_at AS WrittenAt, tells AS Tells
        FROM mails WHERE

        """;

    public static MailRow? Find(DbConnection connection, long athleteId, string kind, string period) =>
        connection.QueryFirstOrDefault<MailRow>(
            SelectMails + "athlete_id = @AthleteId AND kind = @Kind AND period = @Period",
            new
            {
                AthleteId = athleteId,
                Kind = kind,
                Period = period,
            }
        );

    /// <summary>All of a runner's, the latest due first.</summary>
    public static IReadOnlyList<MailRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<MailRow>(
                SelectMails + "athlete_id = @AthleteId ORDER BY due_at DESC, id DESC",
                new { AthleteId = athleteId }
            )
            .AsList();

    /// <summary>A runner's mails in a state, the earliest due first.</summary>
    public static IReadOnlyList<MailRow> GetByState(DbConnection connection, long athleteId, string state) =>
        connection
            .Query<MailRow>(
                SelectMails + "athlete_id = @AthleteId AND state = @State ORDER BY due_at, id",
                new { AthleteId = athleteId, State = state }
            )
            .AsList();

    /// <summary>The stored bytes; null once they are gone.</summary>
    public static byte[]? FindMessage(DbConnection connection, long id) =>
        connection.ExecuteScalar<byte[]?>("SELECT message FROM mails WHERE id = @Id", new { Id = id });

    /// <summary>Mails that went out, or may have, from an instant to another: to the runner, or the alerts about the runner.</summary>
    public static long CountSent(
        DbConnection connection,
        long athleteId,
        bool alerts,
        DateTimeOffset from,
        DateTimeOffset to
    ) =>
        connection.ExecuteScalar<long>(
            """
            SELECT count(*) FROM mails
            WHERE athlete_id = @AthleteId AND (kind = 'alert') = @Alerts AND changed_at >= @From AND changed_at < @To
              AND (state IN ('sent', 'unknown') OR uncertain = 1)
            """,
            new
            {
                AthleteId = athleteId,
                Alerts = alerts ? 1L : 0L,
                From = from.ToColumn(),
                To = to.ToColumn(),
            }
        );

    /// <summary>Enters a mail in its first state, planned or skipped. False if the triple is known.</summary>
    public static bool Add(
        DbConnection connection,
        long athleteId,
        string kind,
        string period,
        string state,
        string? reason,
        DateTimeOffset dueAt,
        DateTimeOffset now,
        DateTimeOffset? expiresAt = null
    ) =>
        connection.Execute(
            """
            INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, expires_at, attempts, uncertain, quotes_strava, changed_at)
            VALUES (@AthleteId, @Kind, @Period, @State, @Reason, @DueAt, @ExpiresAt, 0, 0, 0, @Now)
            ON CONFLICT (athlete_id, kind, period) DO NOTHING
            """,
            new
            {
                AthleteId = athleteId,
                Kind = kind,
                Period = period,
                State = state,
                Reason = reason,
                DueAt = dueAt.ToColumn(),
                ExpiresAt = expiresAt?.ToColumn(),
                Now = now.ToColumn(),
            }
        ) == 1;

    /// <summary>Planned becomes rendered, bytes and all.</summary>
    /// <param name="connection">The open store.</param>
    /// <param name="id">The row.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="message">Its bytes.</param>
    /// <param name="quotesExpiringData">Whether it quotes recordings that may be stored only for some days.</param>
    /// <param name="messageExpiresAt">When those rows have expired at the latest; null if it quotes none.</param>
    /// <param name="now">The instant.</param>
    /// <param name="raceMailPeriod">The period of the mail around a race that it tells in its place.</param>
    public static bool MarkRendered(
        DbConnection connection,
        long id,
        string messageId,
        byte[] message,
        bool quotesExpiringData,
        DateTimeOffset? messageExpiresAt,
        DateTimeOffset now,
        string? raceMailPeriod = null
    ) =>
        connection.Execute(
            """
            UPDATE mails SET state = 'rendered', message_id = @MessageId, message = @Message, quotes_strava = @QuotesExpiringData,
                             bytes_until = @BytesUntil, attempts = 0, next_try_at = NULL, reason = NULL, changed_at = @Now,
                             written_at = @Now, tells = @Tells
            WHERE id = @Id AND state = 'planned'
            """,
            new
            {
                Id = id,
                Tells = raceMailPeriod,
                MessageId = messageId,
                Message = (object)message, // as byte[] it would be expanded to a list of numbers
                QuotesExpiringData = quotesExpiringData ? 1L : 0L,
                BytesUntil = messageExpiresAt?.ToColumn(),
                Now = now.ToColumn(),
            }
        ) == 1;

    /// <summary>Rendered becomes sending, for this caller alone.</summary>
    public static bool Claim(DbConnection connection, long id, DateTimeOffset now) =>
        connection.Execute(
            "UPDATE mails SET state = 'sending', attempts = attempts + 1, changed_at = @Now WHERE id = @Id AND state = 'rendered' AND message IS NOT NULL",
            new { Id = id, Now = now.ToColumn() }
        ) == 1;

    /// <summary>Sending becomes sent. Bytes stay only where rows they quote still live elsewhere (<see cref="DeleteExpiredMessages"/> takes them).</summary>
    public static bool MarkSent(DbConnection connection, long id, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE mails SET state = 'sent', reason = NULL, next_try_at = NULL, changed_at = @Now,
                             message = CASE WHEN quotes_strava = 1 THEN message END
            WHERE id = @Id AND state = 'sending'
            """,
            new { Id = id, Now = now.ToColumn() }
        ) == 1;

    /// <summary>Back in the queue: it waits in a state until its next try.</summary>
    public static bool Requeue(
        DbConnection connection,
        long id,
        string from,
        string to,
        string? reason,
        DateTimeOffset nextTryAt,
        bool uncertain,
        DateTimeOffset now
    ) =>
        connection.Execute(
            """
            UPDATE mails SET state = @To, reason = @Reason, next_try_at = @NextTryAt, changed_at = @Now,
                             uncertain = CASE WHEN @Uncertain = 1 THEN 1 ELSE uncertain END
            WHERE id = @Id AND state = @From
            """,
            new
            {
                Id = id,
                From = from,
                To = to,
                Reason = reason,
                NextTryAt = nextTryAt.ToColumn(),
                Uncertain = uncertain ? 1L : 0L,
                Now = now.ToColumn(),
            }
        ) == 1;

    /// <summary>A planned mail whose writing failed: a count, a reason, and a later try.</summary>
    public static bool Postpone(
        DbConnection connection,
        long id,
        string reason,
        DateTimeOffset nextTryAt,
        DateTimeOffset now
    ) =>
        connection.Execute(
            """
            UPDATE mails SET attempts = attempts + 1, reason = @Reason, next_try_at = @NextTryAt, changed_at = @Now
            WHERE id = @Id AND state = 'planned'
            """,
            new
            {
                Id = id,
                Reason = reason,
                NextTryAt = nextTryAt.ToColumn(),
                Now = now.ToColumn(),
            }
        ) == 1;

    /// <summary>The end: skipped, failed or unknown. The bytes go.</summary>
    public static bool Finish(
        DbConnection connection,
        long id,
        string from,
        string to,
        string reason,
        DateTimeOffset now
    ) =>
        connection.Execute(
            """
            UPDATE mails SET state = @To, reason = @Reason, next_try_at = NULL, message = NULL, changed_at = @Now
            WHERE id = @Id AND state = @From
            """,
            new
            {
                Id = id,
                From = from,
                To = to,
                Reason = reason,
                Now = now.ToColumn(),
            }
        ) == 1;

    /// <summary>Writes down whether a mail has nothing to tell, for want of training.</summary>
    public static void MarkEmpty(DbConnection connection, long id, bool isEmpty) =>
        connection.Execute(
            "UPDATE mails SET empty = @Empty WHERE id = @Id",
            new { Id = id, Empty = isEmpty ? 1L : 0L }
        );

    /// <summary>How many of the last mails of a kind that a runner got, or would have got but that they were empty, were empty in a row.</summary>
    /// <param name="connection">The open store.</param>
    /// <param name="athleteId">The runner's number.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="dueAt">Those due before this instant.</param>
    public static int CountConsecutiveEmpty(DbConnection connection, long athleteId, string kind, long dueAt) =>
        connection
            .Query<long>(
                """
                SELECT empty FROM mails
                WHERE athlete_id = @AthleteId AND kind = @Kind AND due_at < @DueAt
                  AND (state IN ('sent', 'unknown') OR (state = 'skipped' AND empty = 1))
                ORDER BY due_at DESC, id DESC
                """,
                new
                {
                    AthleteId = athleteId,
                    Kind = kind,
                    DueAt = dueAt,
                }
            )
            .TakeWhile(empty => empty == 1)
            .Count();

    /// <summary>Skipped or failed becomes planned again: the runner asked for it.</summary>
    public static bool Reopen(DbConnection connection, long id, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE mails SET state = 'planned', reason = NULL, attempts = 0, next_try_at = NULL, changed_at = @Now
            WHERE id = @Id AND state IN ('skipped', 'failed')
            """,
            new { Id = id, Now = now.ToColumn() }
        ) == 1;

    /// <summary>
    /// Enters the mails that went out, or may have, by another database: they are facts of the world, whatever stands here. Columns
    /// of the first form alone, since either may be older; and no index, since that may be what is damaged.
    /// </summary>
    public static void ImportSent(DbConnection from, DbConnection to)
    {
        using var transaction = to.BeginTransaction();
        try
        {
            foreach (
                var mail in from.Query<SentMailRow>(
                    """
                    SELECT (SELECT name FROM athletes WHERE id = athlete_id) AS Athlete, kind AS Kind, period AS Period, state AS State, reason AS Reason,
                           due_at AS DueAt, message_id AS MessageId, quotes_strava AS QuotesExpiringData, changed_at AS ChangedAt
                    FROM mails NOT INDEXED WHERE state IN ('sent', 'sending', 'unknown') OR uncertain = 1
                    """,
                    buffered: false
                )
            )
            {
                to.Execute(
                    """
                    INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, message_id, attempts, uncertain, quotes_strava, changed_at)
                    SELECT id, @Kind, @Period, CASE @State WHEN 'sent' THEN 'sent' ELSE 'unknown' END, @Reason, @DueAt, @MessageId, 1, 0, @QuotesExpiringData, @ChangedAt
                    FROM athletes WHERE name = @Athlete
                    ON CONFLICT (athlete_id, kind, period) DO UPDATE SET
                        state = excluded.state, reason = excluded.reason, message_id = excluded.message_id, message = NULL, changed_at = excluded.changed_at
                    WHERE mails.state NOT IN ('sent', 'unknown')
                    """,
                    mail,
                    transaction
                );
            }
        }
        finally
        {
            transaction.Commit(); // what could be read of a damaged one counts too
        }
    }

    /// <summary>
    /// Takes the bytes of delivered mails whose Strava rows have expired. A mail that still waits by then is written anew.
    /// </summary>
    /// <returns>How many lost their bytes.</returns>
    public static int DeleteExpiredMessages(DbConnection connection, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE mails SET message = NULL, state = CASE WHEN state = 'rendered' THEN 'planned' ELSE state END
            WHERE message IS NOT NULL AND state <> 'sending' AND bytes_until <= @Now
            """,
            new { Now = now.ToColumn() }
        );

    /// <summary>
    /// Takes the bytes of a runner's mails that quote Strava. One that waits is written anew; one on its way at this moment
    /// loses them at the next <see cref="DeleteExpiredMessages"/>.
    /// </summary>
    public static void DeleteExpiringMessages(
        DbConnection connection,
        long athleteId,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            UPDATE mails SET bytes_until = @Now,
                             message = CASE WHEN state = 'sending' THEN message END,
                             state = CASE WHEN state = 'rendered' THEN 'planned' ELSE state END
            WHERE athlete_id = @AthleteId AND quotes_strava = 1 AND message IS NOT NULL
            """,
            new { AthleteId = athleteId, Now = now.ToColumn() },
            transaction
        );
}

/// <summary>A mail that went out, or may have, as another database is told of it.</summary>
internal sealed record SentMailRow(
    string? Athlete,
    string Kind,
    string Period,
    string State,
    string? Reason,
    long DueAt,
    string? MessageId,
    long QuotesExpiringData,
    long ChangedAt
);
