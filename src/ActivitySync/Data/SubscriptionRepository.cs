using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>subscriptions</c>: one row per source.</summary>
internal static class SubscriptionRepository
{
    public static SubscriptionRow? Find(DbConnection connection, string source)
    {
        var row = connection.QueryFirstOrDefault<SubscriptionRow>(
            """
            SELECT source AS Source, subscription_id AS SubscriptionId, public_url AS PublicUrl, line AS Line,
                checked_at AS CheckedAt
            FROM subscriptions WHERE source = @Source
            """,
            new { Source = source }
        );
        return row is null
            ? null
            : row with
            {
                CheckedAt = connection.FindInstant(row.CheckedAt, "subscriptions", source) ?? 0,
            };
    }

    public static void Save(DbConnection connection, SubscriptionRow row) =>
        connection.Execute(
            """
            INSERT INTO subscriptions (source, subscription_id, public_url, line, checked_at)
            VALUES (@Source, @SubscriptionId, @PublicUrl, @Line, @CheckedAt)
            ON CONFLICT (source) DO UPDATE SET
                subscription_id = excluded.subscription_id, public_url = excluded.public_url, line = excluded.line,
                checked_at = excluded.checked_at
            """,
            row
        );

    public static void Delete(DbConnection connection, string source) =>
        connection.Execute("DELETE FROM subscriptions WHERE source = @Source", new { Source = source });
}

/// <summary>A row of <c>subscriptions</c>: the subscription to a source's events.</summary>
/// <param name="Source">The source.</param>
/// <param name="SubscriptionId">The source's id of the subscription; empty if there is none.</param>
/// <param name="PublicUrl">The public address that the subscription was created for.</param>
/// <param name="Line">The problem and its fix; null for a working subscription.</param>
/// <param name="CheckedAt">When the source was last asked for the subscription.</param>
internal sealed record SubscriptionRow(
    string Source,
    string SubscriptionId,
    string PublicUrl,
    string? Line,
    long CheckedAt
);
