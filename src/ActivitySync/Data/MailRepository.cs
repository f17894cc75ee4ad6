using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>mails</c>, and <c>mail_messages</c> with the bytes of those that wait. States change by
/// compare-and-set: each method changes only rows in the expected state and returns whether this caller changed it, so
/// two processes never do the same step.
/// </summary>
internal static class MailRepository
{
    private const string Table = "mails";

    private const string SelectMails = """
        SELECT id AS Id, athlete_id AS AthleteId, kind AS Kind, period AS Period, state AS State, reason AS Reason,
               due_at AS DueAt, message_id AS MessageId, attempts AS Attempts, uncertain AS Uncertain,
               handed_over AS HandedOver, next_try_at AS NextTryAt, changed_at AS ChangedAt,
               expires_at AS ExpiresAt, written_at AS WrittenAt, tells AS Tells
        FROM mails WHERE

        """;

    public static MailRow? Find(DbConnection connection, long athleteId, MailKind kind, MailPeriod period) =>
        connection
            .Query<MailColumns>(
                SelectMails + "athlete_id = @AthleteId AND kind = @Kind AND period = @Period",
                new
                {
                    AthleteId = athleteId,
                    Kind = kind.ToStoredText(),
                    Period = period.ToString(),
                }
            )
            .ConvertReadable(connection, Table, columns => columns.Id, columns => columns.ToRow())
            .FirstOrDefault();

    /// <summary>All mails of an athlete, latest due first.</summary>
    public static IReadOnlyList<MailRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<MailColumns>(
                SelectMails + "athlete_id = @AthleteId ORDER BY due_at DESC, id DESC",
                new { AthleteId = athleteId }
            )
            .ConvertReadable(connection, Table, columns => columns.Id, columns => columns.ToRow());

    /// <summary>An athlete's mails that are planned, rendered or being sent, earliest due first.</summary>
    public static IReadOnlyList<MailRow> GetWaiting(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<MailColumns>(
                SelectMails
                    + "athlete_id = @AthleteId AND state IN ('planned', 'rendered', 'sending') ORDER BY due_at, id",
                new { AthleteId = athleteId },
                transaction
            )
            .ConvertReadable(connection, Table, columns => columns.Id, columns => columns.ToRow());

    /// <summary>The mails of all athletes but the digests that were sent or skipped, latest due first.</summary>
    public static IReadOnlyList<MailRow> GetAllForScheduling(DbConnection connection) =>
        connection
            .Query<MailColumns>(
                SelectMails
                    + """
                    id IN (
                        SELECT id FROM mails
                        WHERE kind IN (@Race, @RedFlag, @Alert) AND athlete_id IN (SELECT id FROM athletes)
                        UNION
                        SELECT id FROM mails WHERE state IN ('planned', 'rendered', 'sending', 'failed', 'unknown'))
                    ORDER BY due_at DESC, id DESC
                    """,
                new
                {
                    Race = MailKind.Race.ToStoredText(),
                    RedFlag = MailKind.RedFlag.ToStoredText(),
                    Alert = MailKind.Alert.ToStoredText(),
                }
            )
            .ConvertReadable(connection, Table, columns => columns.Id, columns => columns.ToRow());

    /// <summary>The ids of the athletes with a digest of a week, in any state.</summary>
    public static IReadOnlySet<long> GetAthletesWithDigest(DbConnection connection, WeekPeriod week) =>
        connection
            .Query<long>(
                """
                SELECT athlete_id FROM mails
                WHERE kind = @Kind AND period = @Period AND athlete_id IN (SELECT id FROM athletes)
                """,
                new { Kind = MailKind.Digest.ToStoredText(), Period = week.ToString() }
            )
            .ToHashSet();

    /// <summary>
    /// The athletes with a mail for which something is to be done now, by name. Nothing is to be done for a mail that
    /// waits for its next attempt, unless it is overdue or an earlier attempt was not answered.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="now">The current instant.</param>
    /// <param name="deliveryWindow">How long after it was due a mail is sent that does not expire earlier.</param>
    public static IReadOnlyDictionary<string, WaitingAthlete> GetAthletesWaiting(
        DbConnection connection,
        DateTimeOffset now,
        TimeSpan deliveryWindow
    ) =>
        connection
            .Query<WaitingMailColumns>(
                """
                SELECT DISTINCT a.id AS Id, a.name AS Athlete, m.kind AS Kind
                FROM mails m JOIN athletes a ON a.id = m.athlete_id
                WHERE m.state = 'sending' OR (m.state IN ('planned', 'rendered') AND (
                    m.next_try_at IS NULL OR m.next_try_at <= @Now OR m.uncertain = 1
                    OR COALESCE(m.expires_at, m.due_at + @DeliverySeconds) < @Now))
                """,
                new { Now = now.ToColumn(), DeliverySeconds = (long)deliveryWindow.TotalSeconds }
            )
            .GroupBy(row => row.Athlete, StringComparer.Ordinal)
            .ToDictionary(
                rows => rows.Key,
                rows => new WaitingAthlete(
                    rows.First().Id,
                    rows.Any(row => row.Kind == MailKind.RedFlag.ToStoredText())
                ),
                StringComparer.Ordinal
            );

    /// <summary>
    /// The mails of all athletes whose outcome is open, or that did not arrive for certain, latest due first.
    /// </summary>
    public static IReadOnlyList<MailRow> GetUndelivered(DbConnection connection) =>
        connection
            .Query<MailColumns>(
                SelectMails
                    + "state IN ('planned', 'rendered', 'sending', 'failed', 'unknown') ORDER BY due_at DESC, id DESC"
            )
            .ConvertReadable(connection, Table, columns => columns.Id, columns => columns.ToRow());

    /// <summary>
    /// The ids of the failed mails after which the same athlete's next mail of that kind was sent, or failed too.
    /// </summary>
    public static IReadOnlySet<long> GetSupersededFailures(DbConnection connection) =>
        connection
            .Query<long>(
                """
                SELECT failed.id FROM mails failed
                WHERE failed.state IN ('failed', 'unknown') AND EXISTS (
                    SELECT 1 FROM mails later
                    WHERE later.athlete_id = failed.athlete_id AND later.kind = failed.kind
                      AND later.state IN ('sent', 'failed', 'unknown')
                      AND (later.due_at > failed.due_at OR (later.due_at = failed.due_at AND later.id > failed.id)))
                """
            )
            .ToHashSet();

    /// <summary>The stored bytes; null if there are none, or none any more.</summary>
    public static byte[]? FindMessage(DbConnection connection, long id, DbTransaction? transaction = null) =>
        connection.ExecuteScalar<byte[]?>(
            "SELECT message FROM mail_messages WHERE mail_id = @Id",
            new { Id = id },
            transaction
        );

    /// <summary>The stored bytes, unless they contain data that has expired; null if there are none.</summary>
    public static byte[]? FindUnexpiredMessage(DbConnection connection, long id, DateTimeOffset now) =>
        connection.ExecuteScalar<byte[]?>(
            """
            SELECT message FROM mail_messages
            WHERE mail_id = @Id
              AND EXISTS (SELECT 1 FROM mails WHERE id = @Id AND (bytes_until IS NULL OR bytes_until > @Now))
            """,
            new { Id = id, Now = now.ToColumn() }
        );

    /// <summary>
    /// Counts mails that went out, or may have, between two instants: those to the athlete, or the alerts about the
    /// athlete.
    /// </summary>
    public static long CountSent(
        DbConnection connection,
        long athleteId,
        bool alerts,
        DateTimeOffset from,
        DateTimeOffset to,
        DbTransaction? transaction = null
    ) =>
        connection.ExecuteScalar<long>(
            """
            SELECT count(*) FROM mails
            WHERE athlete_id = @AthleteId AND CASE kind WHEN 'alert' THEN 1 ELSE 0 END = @Alerts
              AND changed_at >= @From AND changed_at < @To
              AND (state IN ('sent', 'unknown') OR uncertain = 1)
            """,
            new
            {
                AthleteId = athleteId,
                Alerts = alerts ? 1L : 0L,
                From = from.ToColumn(),
                To = to.ToColumn(),
            },
            transaction
        );

    /// <summary>
    /// Adds a mail, planned or skipped. Returns false if the athlete has one of this kind and period.
    /// </summary>
    public static bool Add(
        DbConnection connection,
        long athleteId,
        MailKind kind,
        MailPeriod period,
        MailState state,
        string? reason,
        DateTimeOffset dueAt,
        DateTimeOffset now,
        DateTimeOffset? expiresAt = null
    ) =>
        connection.Execute(
            """
            INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, expires_at,
                               attempts, uncertain, quotes_strava, changed_at)
            VALUES (@AthleteId, @Kind, @Period, @State, @Reason, @DueAt, @ExpiresAt, 0, 0, 0, @Now)
            ON CONFLICT (athlete_id, kind, period) DO NOTHING
            """,
            new
            {
                AthleteId = athleteId,
                Kind = kind.ToStoredText(),
                Period = period.ToString(),
                State = state.ToStoredText(),
                Reason = reason,
                DueAt = dueAt.ToColumn(),
                ExpiresAt = expiresAt?.ToColumn(),
                Now = now.ToColumn(),
            }
        ) == 1;

    /// <summary>Stores the rendered message of a planned mail.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="id">The row.</param>
    /// <param name="messageId">The Message-ID header.</param>
    /// <param name="message">The message's bytes.</param>
    /// <param name="quotesExpiringData">
    /// Whether the message contains data that may be stored only for some days.
    /// </param>
    /// <param name="messageExpiresAt">When that data expires at the latest; null if there is none.</param>
    /// <param name="now">The current instant.</param>
    /// <param name="includedRacePeriod">The race mail whose content the message includes; null if none.</param>
    /// <param name="window">The days that the message suggests; null if none.</param>
    public static bool MarkRendered(
        DbConnection connection,
        long id,
        string messageId,
        byte[] message,
        bool quotesExpiringData,
        DateTimeOffset? messageExpiresAt,
        DateTimeOffset now,
        RacePeriod? includedRacePeriod = null,
        SuggestedWindow? window = null
    ) =>
        Change(
            connection,
            null,
            transaction =>
                connection.Execute(
                    """
                    UPDATE mails SET state = 'rendered', message_id = @MessageId, quotes_strava = @QuotesExpiringData,
                                     bytes_until = @BytesUntil, attempts = 0, next_try_at = NULL, reason = NULL,
                                     changed_at = @Now, written_at = @Now, tells = @Tells, window_kind = @WindowKind,
                                     window_from = @WindowFrom, window_to = @WindowTo
                    WHERE id = @Id AND state = 'planned'
                    """,
                    new
                    {
                        Id = id,
                        Tells = includedRacePeriod?.ToString(),
                        WindowKind = window is null ? null : EnumText.Format(window.Kind),
                        WindowFrom = window?.From.ToColumn(),
                        WindowTo = window?.To.ToColumn(),
                        MessageId = messageId,
                        QuotesExpiringData = quotesExpiringData ? 1L : 0L,
                        BytesUntil = messageExpiresAt?.ToColumn(),
                        Now = now.ToColumn(),
                    },
                    transaction
                ),
            transaction =>
                connection.Execute(
                    """
                    INSERT INTO mail_messages (mail_id, message) VALUES (@Id, @Message)
                    ON CONFLICT (mail_id) DO UPDATE SET message = excluded.message
                    """,
                    new
                    {
                        Id = id,
                        Message = (object)message, // Dapper.AOT expands a byte[] parameter into a list
                    },
                    transaction
                )
        );

    /// <summary>The windows of the mails that arrived, or may have, newest first.</summary>
    public static IReadOnlyList<(DateTimeOffset WrittenAt, SuggestedWindow Window)> GetSuggestedWindows(
        DbConnection connection,
        long athleteId
    ) =>
        connection
            .Query<WindowColumns>(
                """
                SELECT id AS Id, written_at AS WrittenAt, window_kind AS Kind, window_from AS WindowFrom,
                       window_to AS WindowTo
                FROM mails
                WHERE athlete_id = @AthleteId AND state IN ('sent', 'unknown') AND written_at IS NOT NULL
                    AND window_kind IS NOT NULL AND window_from IS NOT NULL AND window_to IS NOT NULL
                ORDER BY written_at DESC, id DESC LIMIT 60
                """,
                new { AthleteId = athleteId }
            )
            .ConvertReadable(
                connection,
                Table,
                row => row.Id,
                row =>
                    (
                        row.WrittenAt.ToInstant(),
                        new SuggestedWindow(
                            EnumText.Parse<MassageKind>(row.Kind),
                            row.WindowFrom.ToDate(),
                            row.WindowTo.ToDate()
                        )
                    )
            );

    /// <summary>Claims a rendered mail for sending; only one caller succeeds.</summary>
    public static bool Claim(DbConnection connection, long id, DateTimeOffset now, DbTransaction? transaction = null) =>
        connection.Execute(
            """
            UPDATE mails SET state = 'sending', attempts = attempts + 1, handed_over = 0, changed_at = @Now
            WHERE id = @Id AND state = 'rendered' AND EXISTS (SELECT 1 FROM mail_messages WHERE mail_id = @Id)
            """,
            new { Id = id, Now = now.ToColumn() },
            transaction
        ) == 1;

    /// <summary>Stores that from now on a mail may arrive.</summary>
    public static bool MarkHandedOver(DbConnection connection, long id, DbTransaction? transaction = null) =>
        connection.Execute(
            "UPDATE mails SET handed_over = 1 WHERE id = @Id AND state = 'sending'",
            new { Id = id },
            transaction
        ) == 1;

    /// <summary>
    /// Marks a mail as sent that is being sent, or that another node has meanwhile left waiting or unknown. Its bytes
    /// are kept only if they contain Strava data, until <see cref="DeleteExpiredMessages"/> deletes them.
    /// </summary>
    public static bool MarkSent(
        DbConnection connection,
        long id,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        Change(
            connection,
            transaction,
            used =>
                connection.Execute(
                    """
                    UPDATE mails SET state = 'sent', reason = NULL, next_try_at = NULL, changed_at = @Now
                    WHERE id = @Id AND state IN ('sending', 'rendered', 'unknown')
                    """,
                    new { Id = id, Now = now.ToColumn() },
                    used
                ),
            used =>
                connection.Execute(
                    """
                    DELETE FROM mail_messages WHERE mail_id = @Id
                        AND EXISTS (SELECT 1 FROM mails WHERE id = @Id AND quotes_strava = 0)
                    """,
                    new { Id = id },
                    used
                )
        );

    /// <summary>Schedules the next attempt to send a mail.</summary>
    public static bool Requeue(
        DbConnection connection,
        long id,
        MailState from,
        string? reason,
        DateTimeOffset nextTryAt,
        bool uncertain,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            UPDATE mails SET state = 'rendered', reason = @Reason, next_try_at = @NextTryAt, changed_at = @Now,
                             uncertain = CASE WHEN @Uncertain = 1 THEN 1 ELSE uncertain END
            WHERE id = @Id AND state = @From
            """,
            new
            {
                Id = id,
                From = from.ToStoredText(),
                Reason = reason,
                NextTryAt = nextTryAt.ToColumn(),
                Uncertain = uncertain ? 1L : 0L,
                Now = now.ToColumn(),
            },
            transaction
        ) == 1;

    /// <summary>Schedules the next attempt to render a planned mail.</summary>
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

    /// <summary>Ends a mail as skipped, failed or unknown, and deletes its bytes.</summary>
    public static bool Finish(
        DbConnection connection,
        long id,
        MailState from,
        MailState to,
        string reason,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        Change(
            connection,
            transaction,
            used =>
                connection.Execute(
                    """
                    UPDATE mails SET state = @To, reason = @Reason, next_try_at = NULL, changed_at = @Now
                    WHERE id = @Id AND state = @From
                    """,
                    new
                    {
                        Id = id,
                        From = from.ToStoredText(),
                        To = to.ToStoredText(),
                        Reason = reason,
                        Now = now.ToColumn(),
                    },
                    used
                ),
            used => connection.Execute("DELETE FROM mail_messages WHERE mail_id = @Id", new { Id = id }, used)
        );

    /// <summary>Stores whether a mail has no content because there was no training.</summary>
    public static void MarkEmpty(DbConnection connection, long id, bool isEmpty) =>
        connection.Execute(
            "UPDATE mails SET empty = @Empty WHERE id = @Id",
            new { Id = id, Empty = isEmpty ? 1L : 0L }
        );

    /// <summary>
    /// Counts how many of an athlete's latest mails of a kind were empty in a row. Mails skipped because they were
    /// empty count; mails skipped for another reason don't.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="athleteId">The athlete.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="before">Only mails due before this instant.</param>
    public static int CountConsecutiveEmpty(
        DbConnection connection,
        long athleteId,
        MailKind kind,
        DateTimeOffset before
    ) =>
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
                    Kind = kind.ToStoredText(),
                    DueAt = before.ToColumn(),
                }
            )
            .TakeWhile(empty => empty == 1)
            .Count();

    /// <summary>Plans a skipped or failed mail again, because a person asked for it.</summary>
    public static bool Reopen(DbConnection connection, long id, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE mails SET state = 'planned', reason = NULL, attempts = 0, next_try_at = NULL, changed_at = @Now
            WHERE id = @Id AND state IN ('skipped', 'failed')
            """,
            new { Id = id, Now = now.ToColumn() }
        ) == 1;

    /// <summary>
    /// Copies from another database which mails went out, or may have. Reads only the columns of the first schema
    /// version, since either database may be older, and no index, since an index may be damaged.
    /// </summary>
    public static void ImportSent(DbConnection from, DbConnection to)
    {
        using var transaction = to.BeginTransaction();
        try
        {
            foreach (
                var mail in from.Query<SentMailRow>(
                    """
                    SELECT (SELECT name FROM athletes WHERE id = athlete_id) AS Athlete, kind AS Kind,
                           period AS Period, state AS State, reason AS Reason, due_at AS DueAt,
                           message_id AS MessageId, quotes_strava AS QuotesExpiringData, changed_at AS ChangedAt
                    FROM mails NOT INDEXED WHERE state IN ('sent', 'sending', 'unknown') OR uncertain = 1
                    """,
                    buffered: false
                )
            )
            {
                to.Execute(
                    """
                    INSERT INTO mails (athlete_id, kind, period, state, reason, due_at, message_id,
                                       attempts, uncertain, quotes_strava, changed_at)
                    SELECT id, @Kind, @Period, CASE @State WHEN 'sent' THEN 'sent' ELSE 'unknown' END, @Reason, @DueAt,
                           @MessageId, 1, 0, @QuotesExpiringData, @ChangedAt
                    FROM athletes WHERE name = @Athlete
                    ON CONFLICT (athlete_id, kind, period) DO UPDATE SET
                        state = excluded.state, reason = excluded.reason, message_id = excluded.message_id,
                        changed_at = excluded.changed_at
                    WHERE mails.state NOT IN ('sent', 'unknown')
                    """,
                    mail,
                    transaction
                );
            }
        }
        finally
        {
            transaction.Commit(); // keeps what could be read before a damaged page
        }
    }

    /// <summary>
    /// Deletes the bytes of mails whose Strava data has expired. A mail that still waits is planned again, so that it
    /// is rendered from current data.
    /// </summary>
    /// <returns>How many mails lost their bytes.</returns>
    public static int DeleteExpiredMessages(DbConnection connection, DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction();
        var parameters = new { Now = now.ToColumn() };

        // First, so that no mail is claimed whose bytes are then deleted.
        connection.Execute(
            "UPDATE mails SET state = 'planned' WHERE state = 'rendered' AND bytes_until <= @Now",
            parameters,
            transaction
        );
        var deleted = connection.Execute(
            """
            DELETE FROM mail_messages WHERE mail_id IN (
                SELECT id FROM mails WHERE state NOT IN ('rendered', 'sending') AND bytes_until <= @Now)
            """,
            parameters,
            transaction
        );
        transaction.Commit();
        return deleted;
    }

    /// <summary>
    /// Deletes the bytes of an athlete's mails that contain Strava data. A mail that waits is planned again; a mail
    /// being sent loses its bytes at the next <see cref="DeleteExpiredMessages"/>.
    /// </summary>
    public static void DeleteExpiringMessages(
        DbConnection connection,
        long athleteId,
        DateTimeOffset now,
        DbTransaction transaction
    )
    {
        connection.Execute(
            """
            UPDATE mails SET bytes_until = @Now, state = CASE WHEN state = 'rendered' THEN 'planned' ELSE state END
            WHERE athlete_id = @AthleteId AND quotes_strava = 1
              AND EXISTS (SELECT 1 FROM mail_messages WHERE mail_id = mails.id)
            """,
            new { AthleteId = athleteId, Now = now.ToColumn() },
            transaction
        );
        connection.Execute(
            """
            DELETE FROM mail_messages WHERE mail_id IN (
                SELECT id FROM mails
                WHERE athlete_id = @AthleteId AND quotes_strava = 1 AND state NOT IN ('rendered', 'sending'))
            """,
            new { AthleteId = athleteId },
            transaction
        );
    }

    /// <summary>
    /// Changes a row and, if it was in the expected state, its bytes: in the caller's transaction, or in one of its
    /// own.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="transaction">The caller's transaction; null if there is none.</param>
    /// <param name="changeRow">Changes the row, and returns the number of rows changed.</param>
    /// <param name="changeMessage">Changes the bytes.</param>
    /// <returns>Whether the row was changed.</returns>
    private static bool Change(
        DbConnection connection,
        DbTransaction? transaction,
        Func<DbTransaction, int> changeRow,
        Action<DbTransaction> changeMessage
    )
    {
        using var own = transaction is null ? connection.BeginTransaction() : null;
        var used = transaction ?? own!;
        if (changeRow(used) != 1)
        {
            return false;
        }

        changeMessage(used);
        own?.Commit();
        return true;
    }
}

/// <summary>The columns of <c>mails</c> as Dapper reads them; instants are seconds since 1970 in UTC.</summary>
internal sealed record MailColumns(
    long Id,
    long AthleteId,
    string Kind,
    string Period,
    string State,
    string? Reason,
    long DueAt,
    string? MessageId,
    long Attempts,
    long Uncertain,
    long HandedOver,
    long? NextTryAt,
    long ChangedAt,
    long? ExpiresAt,
    long? WrittenAt,
    string? Tells
)
{
    /// <exception cref="FormatException">A column has a value that this version doesn't know.</exception>
    public MailRow ToRow()
    {
        var kind = MailText.ParseKind(Kind);
        return new MailRow(
            Id,
            AthleteId,
            kind,
            MailPeriod.Parse(kind, Period),
            MailText.ParseState(State),
            Reason,
            DueAt.ToInstant(),
            MessageId,
            Attempts,
            Uncertain == 1,
            HandedOver == 1,
            NextTryAt.ToInstant(),
            ChangedAt.ToInstant(),
            ExpiresAt.ToInstant(),
            WrittenAt.ToInstant(),
            Tells is null ? null : RacePeriod.Parse(Tells)
        );
    }
}

/// <summary>A mail that went out, or may have, as it is copied to another database.</summary>
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

/// <summary>The columns of a suggested window as Dapper reads them.</summary>
internal sealed record WindowColumns(long Id, long WrittenAt, string Kind, string WindowFrom, string WindowTo);

/// <summary>The kind of a mail whose outcome is open, with its athlete, as Dapper reads them.</summary>
internal sealed record WaitingMailColumns(long Id, string Athlete, string Kind);

/// <summary>An athlete with a mail for which something is to be done.</summary>
/// <param name="Id">The athlete's id.</param>
/// <param name="HasRedFlagMail">Whether one of these mails is a red-flag mail.</param>
internal sealed record WaitingAthlete(long Id, bool HasRedFlagMail);
