using System.Data.Common;
using Dapper;

namespace ActivitySync.Data.Postgres;

/// <summary>The leases and nodes of a PostgreSQL database: the tables <c>leases</c> and <c>nodes</c>.</summary>
internal sealed class PostgresCluster : IClusterStore
{
    /// <summary>The time in milliseconds; within a transaction it goes on.</summary>
    private const string Now = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";

    public long? TryAcquire(DbConnection connection, string work, long subject, string owner, TimeSpan length) =>
        connection.QueryFirstOrDefault<long?>(
            $"""
            INSERT INTO leases AS l (work, subject, owner, fence, expires_at)
            VALUES (@Work, @Subject, @Owner, 1, {Now} + @Length)
            ON CONFLICT (work, subject) DO UPDATE
                SET owner = excluded.owner, fence = l.fence + 1, expires_at = excluded.expires_at
                WHERE l.expires_at <= {Now}
            RETURNING fence
            """,
            new
            {
                Work = work,
                Subject = subject,
                Owner = owner,
                Length = (long)length.TotalMilliseconds,
            }
        );

    public void Renew(DbConnection connection, string work, long subject, long fence, TimeSpan length) =>
        connection.Execute(
            $"""
            UPDATE leases SET expires_at = {Now} + @Length
            WHERE (work, subject) IN (
                SELECT work, subject FROM leases
                WHERE work = @Work AND subject = @Subject AND fence = @Fence AND expires_at > {Now}
                FOR UPDATE SKIP LOCKED)
            """,
            new
            {
                Work = work,
                Subject = subject,
                Fence = fence,
                Length = (long)length.TotalMilliseconds,
            }
        );

    // A lease that has expired and that no other process acquired is as good as before.
    public bool Confirm(
        DbConnection connection,
        DbTransaction transaction,
        string work,
        long subject,
        long fence,
        TimeSpan length
    ) =>
        connection.Execute(
            $"""
            UPDATE leases SET expires_at = {Now} + @Length
            WHERE work = @Work AND subject = @Subject AND fence = @Fence AND expires_at > 0
            """,
            new
            {
                Work = work,
                Subject = subject,
                Fence = fence,
                Length = (long)length.TotalMilliseconds,
            },
            transaction
        ) > 0;

    public void Release(DbConnection connection, string work, long subject, long fence) =>
        connection.Execute(
            "UPDATE leases SET expires_at = 0 WHERE work = @Work AND subject = @Subject AND fence = @Fence",
            new
            {
                Work = work,
                Subject = subject,
                Fence = fence,
            }
        );

    public DateTimeOffset ReadClock(DbConnection connection) =>
        DateTimeOffset.FromUnixTimeMilliseconds(connection.ExecuteScalar<long>($"SELECT {Now}"));

    public void SaveNode(DbConnection connection, NodeRow node) =>
        connection.Execute(
            $"""
            INSERT INTO nodes (name, version, schema_version, settings_hash, started_at, seen_at, clock_offset,
                fenced_off)
            VALUES (@Name, @Version, @SchemaVersion, @SettingsHash, @StartedAt, {Now}, @ClockOffset, @FencedOff)
            ON CONFLICT (name) DO UPDATE SET version = excluded.version, schema_version = excluded.schema_version,
                settings_hash = excluded.settings_hash, started_at = excluded.started_at, seen_at = excluded.seen_at,
                clock_offset = excluded.clock_offset, fenced_off = excluded.fenced_off
            """,
            new
            {
                node.Name,
                node.Version,
                node.SchemaVersion,
                node.SettingsHash,
                node.StartedAt,
                node.ClockOffset,
                node.FencedOff,
            }
        );

    public IReadOnlyList<NodeRow> GetNodes(DbConnection connection, TimeSpan within) =>
        connection
            .Query<NodeRow>(
                $"""
                SELECT name AS Name, version AS Version, schema_version AS SchemaVersion,
                    settings_hash AS SettingsHash, started_at AS StartedAt, seen_at AS SeenAt,
                    clock_offset AS ClockOffset, fenced_off AS FencedOff
                FROM nodes
                WHERE seen_at > {Now} - @Within
                ORDER BY name
                """,
                new { Within = (long)within.TotalMilliseconds }
            )
            .AsList();
}
