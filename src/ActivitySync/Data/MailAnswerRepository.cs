using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>mail_answers</c>: what the links of emails saved. The same answer to the same mail is stored once.
/// </summary>
internal static class MailAnswerRepository
{
    /// <summary>The answers of one link, in the order in which they were given.</summary>
    public static IReadOnlyList<MailAnswerRow> GetAll(
        DbConnection connection,
        long athleteId,
        long mailId,
        long action,
        long argument
    ) =>
        connection
            .Query<MailAnswerRow>(
                """
                SELECT id AS Id, detail AS Detail, undo_id AS UndoId, answered_at AS AnsweredAt FROM mail_answers
                WHERE athlete_id = @AthleteId AND mail_id = @MailId AND action = @Action AND argument = @Argument
                ORDER BY id
                """,
                new
                {
                    AthleteId = athleteId,
                    MailId = mailId,
                    Action = action,
                    Argument = argument,
                }
            )
            .AsList();

    /// <summary>Adds an answer, unless it is stored already.</summary>
    public static void Add(
        DbConnection connection,
        long athleteId,
        long mailId,
        long action,
        long argument,
        long detail,
        long? undoId,
        DateTimeOffset now
    ) =>
        connection.Execute(
            """
            INSERT INTO mail_answers (athlete_id, mail_id, action, argument, detail, undo_id, answered_at)
            VALUES (@AthleteId, @MailId, @Action, @Argument, @Detail, @UndoId, @AnsweredAt)
            ON CONFLICT (athlete_id, mail_id, action, argument, detail) DO NOTHING
            """,
            new
            {
                AthleteId = athleteId,
                MailId = mailId,
                Action = action,
                Argument = argument,
                Detail = detail,
                UndoId = undoId,
                AnsweredAt = now.ToColumn(),
            }
        );

    /// <summary>Deletes an answer that was undone, so that it can be given again.</summary>
    public static void Delete(DbConnection connection, long athleteId, long id) =>
        connection.Execute(
            "DELETE FROM mail_answers WHERE athlete_id = @AthleteId AND id = @Id",
            new { AthleteId = athleteId, Id = id }
        );

    /// <summary>Deletes the answers of links that can no longer be used, of all athletes.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="maxAge">How long a link is valid.</param>
    /// <param name="now">The current instant.</param>
    /// <remarks>
    /// Those from too far in the future too: they were stored while the system clock was wrong, and would stay long.
    /// </remarks>
    public static void DeleteExpired(DbConnection connection, TimeSpan maxAge, DateTimeOffset now) =>
        connection.Execute(
            "DELETE FROM mail_answers WHERE answered_at NOT BETWEEN @From AND @To",
            new { From = (now - maxAge).ToColumn(), To = (now + maxAge).ToColumn() }
        );
}

/// <summary>A row of <c>mail_answers</c>.</summary>
internal sealed record MailAnswerRow(long Id, long Detail, long? UndoId, long AnsweredAt);
