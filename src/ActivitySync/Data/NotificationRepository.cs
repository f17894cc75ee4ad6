using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>notifications</c>: short messages to the address in the settings. States change by compare-and-set, as
/// in <see cref="MailRepository"/>.
/// </summary>
internal static class NotificationRepository
{
    private const string Table = "notifications";

    /// <summary>Enough to find one that can be read and is about an athlete of the settings.</summary>
    private const int MaxEnded = 100;

    private const string SelectAll = """
        SELECT id AS Id, athlete_id AS AthleteId, kind AS Kind, period AS Period, title AS Title, body AS Body,
               state AS State, reason AS Reason, attempts AS Attempts, uncertain AS Uncertain,
               next_try_at AS NextTryAt, due_at AS DueAt, changed_at AS ChangedAt
        FROM notifications

        """;

    private const string SelectNotifications =
        SelectAll
        + """
            WHERE athlete_id = @AthleteId

            """;

    /// <summary>All notifications about an athlete, earliest first.</summary>
    public static IReadOnlyList<NotificationRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<NotificationColumns>(SelectNotifications + "ORDER BY due_at, id", new { AthleteId = athleteId })
            .ConvertReadable(connection, Table, columns => columns.Id, columns => columns.ToRow());

    /// <summary>The notifications about all athletes that wait for a retry, earliest first.</summary>
    public static IReadOnlyList<NotificationRow> GetRetries(DbConnection connection) =>
        connection
            .Query<NotificationColumns>(
                SelectAll + "WHERE state = 'waiting' AND reason IS NOT NULL ORDER BY due_at, id"
            )
            .ConvertReadable(connection, Table, columns => columns.Id, columns => columns.ToRow());

    /// <summary>The notifications about all athletes that ended last, latest first.</summary>
    public static IReadOnlyList<NotificationRow> GetLastEnded(DbConnection connection) =>
        connection
            .Query<NotificationColumns>(
                SelectAll + "WHERE state IN ('sent', 'failed', 'unknown') ORDER BY changed_at DESC, id DESC LIMIT @Max",
                new { Max = MaxEnded }
            )
            .ConvertReadable(connection, Table, columns => columns.Id, columns => columns.ToRow());

    /// <summary>The notifications about all athletes that wait or are being sent, earliest first.</summary>
    public static IReadOnlyList<NotificationRow> GetOpen(DbConnection connection) =>
        connection
            .Query<NotificationColumns>(SelectAll + "WHERE state IN ('waiting', 'sending') ORDER BY due_at, id")
            .ConvertReadable(connection, Table, columns => columns.Id, columns => columns.ToRow());

    /// <summary>Whether a notification is being sent; false if its id belongs to another one by now.</summary>
    public static bool IsSending(DbConnection connection, NotificationRow row) =>
        connection.ExecuteScalar<long>(
            """
            SELECT count(*) FROM notifications
            WHERE id = @Id AND athlete_id = @AthleteId AND period = @Period AND state = 'sending'
            """,
            new
            {
                row.Id,
                row.AthleteId,
                Period = row.Period.ToString(),
            }
        ) > 0;

    /// <summary>Adds a notification; false if there is one for this mail.</summary>
    public static bool Add(
        DbConnection connection,
        long athleteId,
        MailKind kind,
        MailPeriod period,
        string title,
        string body,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO notifications (athlete_id, kind, period, title, body, state, attempts, uncertain,
                                       due_at, changed_at)
            VALUES (@AthleteId, @Kind, @Period, @Title, @Body, 'waiting', 0, 0, @Now, @Now)
            ON CONFLICT (athlete_id, kind, period) DO NOTHING
            """,
            new
            {
                AthleteId = athleteId,
                Kind = kind.ToStoredText(),
                Period = period.ToString(),
                Title = title,
                Body = body,
                Now = now.ToColumn(),
            },
            transaction
        ) == 1;

    /// <summary>Claims a waiting notification for an attempt; only one caller succeeds.</summary>
    public static bool Claim(DbConnection connection, DbTransaction transaction, long id, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE notifications SET state = 'sending', attempts = attempts + 1, changed_at = @Now
            WHERE id = @Id AND state = 'waiting'
            """,
            new { Id = id, Now = now.ToColumn() },
            transaction
        ) == 1;

    /// <summary>Schedules the next attempt of a notification that was being sent.</summary>
    public static bool Requeue(
        DbConnection connection,
        long id,
        string reason,
        DateTimeOffset nextTryAt,
        bool uncertain,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            UPDATE notifications SET state = 'waiting', reason = @Reason, next_try_at = @NextTryAt, changed_at = @Now,
                                     uncertain = CASE WHEN @Uncertain = 1 THEN 1 ELSE uncertain END
            WHERE id = @Id AND state = 'sending'
            """,
            new
            {
                Id = id,
                Reason = reason,
                NextTryAt = nextTryAt.ToColumn(),
                Uncertain = uncertain ? 1L : 0L,
                Now = now.ToColumn(),
            },
            transaction
        ) == 1;

    /// <summary>Postpones every waiting notification: the limit of a service applies to all of them.</summary>
    public static void PostponeAll(DbConnection connection, DateTimeOffset until) =>
        connection.Execute(
            """
            UPDATE notifications SET next_try_at = @Until
            WHERE state = 'waiting' AND coalesce(next_try_at, 0) < @Until
            """,
            new { Until = until.ToColumn() }
        );

    /// <summary>Ends a notification.</summary>
    public static bool Finish(
        DbConnection connection,
        long id,
        NotificationState from,
        NotificationState to,
        string? reason,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            UPDATE notifications SET state = @To, reason = @Reason, next_try_at = NULL, changed_at = @Now
            WHERE id = @Id AND state = @From
            """,
            new
            {
                Id = id,
                From = from.ToColumn(),
                To = to.ToColumn(),
                Reason = reason,
                Now = now.ToColumn(),
            },
            transaction
        ) == 1;
}

/// <summary>A short message to the address in the settings.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="AthleteId">The athlete that the message is about.</param>
/// <param name="Kind">The kind of the mail it goes with: a digest or an alert.</param>
/// <param name="Period">The period of that mail; unique per athlete and kind.</param>
/// <param name="Title">One line without health data and titles of activities.</param>
/// <param name="Body">The text, as free of private data as the title.</param>
/// <param name="State">Where it is on its way.</param>
/// <param name="Reason">Why it was skipped, failed or waits for a retry; null for none.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="IsUncertain">An attempt ended without an answer, so the message may have arrived.</param>
/// <param name="NextTryAt">The earliest instant of the next attempt; null means at once.</param>
/// <param name="DueAt">When it was added.</param>
/// <param name="ChangedAt">When it entered its state; for a sent one, when it was sent.</param>
internal sealed record NotificationRow(
    long Id,
    long AthleteId,
    MailKind Kind,
    MailPeriod Period,
    string Title,
    string Body,
    NotificationState State,
    string? Reason,
    long Attempts,
    bool IsUncertain,
    DateTimeOffset? NextTryAt,
    DateTimeOffset DueAt,
    DateTimeOffset ChangedAt
);

/// <summary>The states of a notification.</summary>
internal enum NotificationState
{
    /// <summary>Due; it waits for its next attempt.</summary>
    Waiting,

    /// <summary>A process is sending it, or ended while it did.</summary>
    Sending,

    Sent,

    /// <summary>Never sent, for the reason given.</summary>
    Skipped,

    /// <summary>Refused, or not delivered in time. It did not arrive.</summary>
    Failed,

    /// <summary>It may have arrived: neither the first attempt nor the one retry was answered.</summary>
    Unknown,
}

/// <summary>
/// The columns of <c>notifications</c> as Dapper reads them; instants are seconds since 1970 in UTC.
/// </summary>
internal sealed record NotificationColumns(
    long Id,
    long AthleteId,
    string Kind,
    string Period,
    string Title,
    string Body,
    string State,
    string? Reason,
    long Attempts,
    long Uncertain,
    long? NextTryAt,
    long DueAt,
    long ChangedAt
)
{
    /// <exception cref="FormatException">A column has a value that this version doesn't know.</exception>
    public NotificationRow ToRow()
    {
        var kind = MailText.ParseKind(Kind);
        return new NotificationRow(
            Id,
            AthleteId,
            kind,
            MailPeriod.Parse(kind, Period),
            Title,
            Body,
            State.ToEnum<NotificationState>(),
            Reason,
            Attempts,
            Uncertain == 1,
            NextTryAt.ToInstant(),
            DueAt.ToInstant(),
            ChangedAt.ToInstant()
        );
    }
}
