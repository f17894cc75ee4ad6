using System.Data.Common;
using Dapper;

namespace ActivitySync.Data.Postgres;

/// <summary>The leases and nodes of a PostgreSQL database: the tables <c>leases</c> and <c>nodes</c>.</summary>
internal sealed class PostgresCluster : IClusterStore
{
    public long? TryAcquire(DbConnection connection, string work, long subject, string owner, TimeSpan length) =>
        connection.QueryFirstOrDefault<long?>(
            """
            INSERT INTO leases AS l (work, subject, owner, fence, expires_at)
            VALUES (@Work, @Subject, @Owner, 1,
                CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) + @Length)
            ON CONFLICT (work, subject) DO UPDATE
                SET owner = excluded.owner, fence = l.fence + 1, expires_at = excluded.expires_at
                WHERE l.expires_at <= CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)
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

    public void Renew(DbConnection connection, string owner, TimeSpan length) =>
        connection.Execute(
            """
            UPDATE leases SET expires_at = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) + @Length
            WHERE (work, subject) IN (
                SELECT work, subject FROM leases
                WHERE owner = @Owner AND expires_at > CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)
                FOR UPDATE SKIP LOCKED)
            """,
            new { Owner = owner, Length = (long)length.TotalMilliseconds }
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
            """
            UPDATE leases SET expires_at = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) + @Length
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

    public TimeSpan SaveNode(DbConnection connection, NodeRow node, DateTimeOffset now)
    {
        var offset = connection.ExecuteScalar<long>(
            """
            INSERT INTO nodes (name, version, schema_version, settings_hash, started_at, seen_at, clock_offset,
                fenced_off)
            VALUES (@Name, @Version, @SchemaVersion, @SettingsHash, @StartedAt,
                CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint),
                @Now - CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint), @FencedOff)
            ON CONFLICT (name) DO UPDATE SET version = excluded.version, schema_version = excluded.schema_version,
                settings_hash = excluded.settings_hash, started_at = excluded.started_at, seen_at = excluded.seen_at,
                clock_offset = excluded.clock_offset, fenced_off = excluded.fenced_off
            RETURNING clock_offset
            """,
            new
            {
                node.Name,
                node.Version,
                node.SchemaVersion,
                node.SettingsHash,
                node.StartedAt,
                Now = now.ToUnixTimeMilliseconds(),
                node.FencedOff,
            }
        );
        return TimeSpan.FromMilliseconds(offset);
    }

    public IReadOnlyList<NodeRow> GetNodes(DbConnection connection, TimeSpan within) =>
        connection
            .Query<NodeRow>(
                """
                SELECT name AS Name, version AS Version, schema_version AS SchemaVersion,
                    settings_hash AS SettingsHash, started_at AS StartedAt, seen_at AS SeenAt,
                    clock_offset AS ClockOffset, fenced_off AS FencedOff
                FROM nodes
                WHERE seen_at > CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) - @Within
                ORDER BY name
                """,
                new { Within = (long)within.TotalMilliseconds }
            )
            .AsList();
}
