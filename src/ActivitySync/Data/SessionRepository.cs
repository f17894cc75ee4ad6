using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>sessions</c>: who is signed in on the page.</summary>
internal static class SessionRepository
{
    /// <summary>Adds a session and returns its id.</summary>
    public static long Add(
        DbConnection connection,
        long athleteId,
        string tokenHash,
        string browser,
        DateTimeOffset now
    ) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO sessions (athlete_id, token_hash, created_at, seen_at, browser)
            VALUES (@AthleteId, @TokenHash, @Now, @Now, @Browser) RETURNING id
            """,
            new
            {
                AthleteId = athleteId,
                TokenHash = tokenHash,
                Now = now.ToColumn(),
                Browser = browser,
            }
        );

    /// <summary>The session of a token; null if there is none.</summary>
    public static StoredSession? Find(DbConnection connection, string tokenHash) =>
        connection
            .Query<SessionRow>($"{Select} WHERE s.token_hash = @TokenHash", new { TokenHash = tokenHash })
            .ConvertReadable(connection, "sessions", row => row.Id, ToSession)
            .FirstOrDefault();

    /// <summary>An athlete's sessions, last seen first.</summary>
    public static IReadOnlyList<StoredSession> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<SessionRow>(
                $"{Select} WHERE s.athlete_id = @AthleteId ORDER BY s.seen_at DESC, s.id DESC",
                new { AthleteId = athleteId }
            )
            .ConvertReadable(connection, "sessions", row => row.Id, ToSession);

    public static void MarkSeen(DbConnection connection, long id, DateTimeOffset now) =>
        connection.Execute("UPDATE sessions SET seen_at = @Now WHERE id = @Id", new { Now = now.ToColumn(), Id = id });

    /// <summary>Ends a session of the athlete; false if there is none with this id.</summary>
    public static bool Remove(DbConnection connection, long athleteId, long id) =>
        connection.Execute(
            "DELETE FROM sessions WHERE athlete_id = @AthleteId AND id = @Id",
            new { AthleteId = athleteId, Id = id }
        ) > 0;

    public static void RemoveAll(DbConnection connection, long athleteId) =>
        connection.Execute("DELETE FROM sessions WHERE athlete_id = @AthleteId", new { AthleteId = athleteId });

    /// <summary>Ends the sessions that were last seen before an instant.</summary>
    public static void RemoveUnseen(DbConnection connection, DateTimeOffset before) =>
        connection.Execute("DELETE FROM sessions WHERE seen_at < @Before", new { Before = before.ToColumn() });

    private const string Select = """
        SELECT s.id AS Id, s.athlete_id AS AthleteId, a.name AS Athlete, s.created_at AS CreatedAt,
            s.seen_at AS SeenAt, s.browser AS Browser
        FROM sessions s JOIN athletes a ON a.id = s.athlete_id
        """;

    private static StoredSession ToSession(SessionRow row) =>
        new(row.Id, row.AthleteId, row.Athlete, row.CreatedAt.ToInstant(), row.SeenAt.ToInstant(), row.Browser);
}

/// <summary>A browser that is signed in.</summary>
/// <param name="Id">The row id.</param>
/// <param name="AthleteId">The row id of the athlete.</param>
/// <param name="Athlete">The athlete's name.</param>
/// <param name="CreatedAt">When it was signed in.</param>
/// <param name="SeenAt">When it was last used, to the hour.</param>
/// <param name="Browser">What the browser calls itself, shortened.</param>
internal sealed record StoredSession(
    long Id,
    long AthleteId,
    string Athlete,
    DateTimeOffset CreatedAt,
    DateTimeOffset SeenAt,
    string Browser
);

/// <summary>A row of <c>sessions</c> with the athlete's name.</summary>
internal sealed record SessionRow(long Id, long AthleteId, string Athlete, long CreatedAt, long SeenAt, string Browser);

/// <summary>The table <c>sign_in_links</c>: links that start a session once.</summary>
internal static class SignInLinkRepository
{
    public static void Add(DbConnection connection, long athleteId, string tokenHash, DateTimeOffset expiresAt) =>
        connection.Execute(
            """
            INSERT INTO sign_in_links (token_hash, athlete_id, expires_at)
            VALUES (@TokenHash, @AthleteId, @ExpiresAt)
            """,
            new
            {
                TokenHash = tokenHash,
                AthleteId = athleteId,
                ExpiresAt = expiresAt.ToColumn(),
            }
        );

    /// <summary>The athlete's name and whether the link was used; null if it is unknown or has expired.</summary>
    public static SignInLinkRow? Find(DbConnection connection, string tokenHash, DateTimeOffset now) =>
        connection.QueryFirstOrDefault<SignInLinkRow>(
            """
            SELECT a.id AS AthleteId, a.name AS Athlete, CASE WHEN l.used_at IS NULL THEN 0 ELSE 1 END AS IsUsed
            FROM sign_in_links l JOIN athletes a ON a.id = l.athlete_id
            WHERE l.token_hash = @TokenHash AND l.expires_at > @Now
            """,
            new { TokenHash = tokenHash, Now = now.ToColumn() }
        );

    /// <summary>Uses a link up; false if another request did so first, or it has expired.</summary>
    public static bool Use(DbConnection connection, string tokenHash, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE sign_in_links SET used_at = @Now
            WHERE token_hash = @TokenHash AND used_at IS NULL AND expires_at > @Now
            """,
            new { TokenHash = tokenHash, Now = now.ToColumn() }
        ) > 0;

    public static void RemoveExpired(DbConnection connection, DateTimeOffset now) =>
        connection.Execute("DELETE FROM sign_in_links WHERE expires_at <= @Now", new { Now = now.ToColumn() });
}

/// <summary>A link that can start a session.</summary>
internal sealed record SignInLinkRow(long AthleteId, string Athlete, long IsUsed);
