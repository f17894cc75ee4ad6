using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>undo_steps</c>: what changes by athletes removed and added, so that they can be undone. Health data:
/// the payload is only for the athlete, and is deleted after <see cref="MaxAge"/>. Without health notes, that of an
/// answer to a mail is stored as long as the answer, so that another answer can replace it.
/// </summary>
internal static class UndoStepRepository
{
    /// <summary>How long a change can be undone.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    /// <summary>Adds a step.</summary>
    /// <returns>The id.</returns>
    public static long Add(
        DbConnection connection,
        long athleteId,
        DateTimeOffset now,
        string payload,
        DbTransaction? transaction = null
    ) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO undo_steps (athlete_id, created_at, payload) VALUES (@AthleteId, @CreatedAt, @Payload)
            RETURNING id
            """,
            new
            {
                AthleteId = athleteId,
                CreatedAt = now.ToColumn(),
                Payload = payload,
            },
            transaction
        );

    /// <summary>An athlete's step; null if the athlete has none with this id.</summary>
    public static UndoStepRow? Find(
        DbConnection connection,
        long athleteId,
        long id,
        DbTransaction? transaction = null
    ) =>
        connection.QueryFirstOrDefault<UndoStepRow>(
            """
            SELECT id AS Id, created_at AS CreatedAt, payload AS Payload FROM undo_steps
            WHERE athlete_id = @AthleteId AND id = @Id
            """,
            new { AthleteId = athleteId, Id = id },
            transaction
        );

    /// <summary>The id of an athlete's latest step that is not undone yet; null without one.</summary>
    public static long? FindLatestId(DbConnection connection, long athleteId, DateTimeOffset now) =>
        connection.ExecuteScalar<long?>(
            """
            SELECT max(id) FROM undo_steps
            WHERE athlete_id = @AthleteId AND payload <> '' AND created_at BETWEEN @From AND @To
            """,
            new
            {
                AthleteId = athleteId,
                From = (now - MaxAge).ToColumn(),
                To = (now + MaxAge).ToColumn(),
            }
        );

    /// <summary>Deletes the payload of a step that was undone.</summary>
    public static void MarkUndone(DbConnection connection, long id, DbTransaction? transaction = null) =>
        connection.Execute("UPDATE undo_steps SET payload = '' WHERE id = @Id", new { Id = id }, transaction);

    /// <summary>Deletes the steps that can no longer be undone, of all athletes.</summary>
    /// <returns>How many were deleted.</returns>
    /// <remarks>
    /// Those from too far in the future too: they were stored while the system clock was wrong, and would stay long.
    /// Steps of stored answers to mails stay, unless they are about pains or feelings. A text in the payload can't look
    /// like the name of a table, since its quotes are escaped.
    /// </remarks>
    public static int DeleteExpired(DbConnection connection, DateTimeOffset now, DbTransaction? transaction = null) =>
        connection.Execute(
            """
            DELETE FROM undo_steps
            WHERE created_at NOT BETWEEN @From AND @To
              AND (payload LIKE '%"table":"pains"%' OR payload LIKE '%"table":"massage_feelings"%'
                   OR NOT EXISTS (
                       SELECT 1 FROM mail_answers a
                       WHERE a.athlete_id = undo_steps.athlete_id AND a.undo_id = undo_steps.id))
            """,
            new { From = (now - MaxAge).ToColumn(), To = (now + MaxAge).ToColumn() },
            transaction
        );
}

/// <summary>A row of <c>undo_steps</c>; an empty payload says that it was undone.</summary>
internal sealed record UndoStepRow(long Id, long CreatedAt, string Payload)
{
    public bool IsUndone => Payload.Length == 0;

    /// <summary>Whether it is too old to be undone, or its time cannot be right.</summary>
    public bool IsExpired(DateTimeOffset now) =>
        !ColumnConversions.IsInstant(CreatedAt) || (now - CreatedAt.ToInstant()).Duration() > UndoStepRepository.MaxAge;
}
