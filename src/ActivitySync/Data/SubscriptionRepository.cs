using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>subscriptions</c>: one row a service.</summary>
internal static class SubscriptionRepository
{
    public static SubscriptionRow? Find(DbConnection connection, string source) =>
        connection.QueryFirstOrDefault<SubscriptionRow>(
            """
            SELECT source AS Source, subscription_id AS SubscriptionId, public_url AS PublicUrl, line AS Line, checked_at AS CheckedAt
            FROM subscriptions WHERE source = @Source
            """,
            new { Source = source }
        );

    public static void Save(DbConnection connection, SubscriptionRow row) =>
        connection.Execute(
            """
            INSERT INTO subscriptions (source, subscription_id, public_url, line, checked_at)
            VALUES (@Source, @SubscriptionId, @PublicUrl, @Line, @CheckedAt)
            ON CONFLICT (source) DO UPDATE SET
                subscription_id = excluded.subscription_id, public_url = excluded.public_url, line = excluded.line, checked_at = excluded.checked_at
            """,
            row
        );

    public static void Delete(DbConnection connection, string source) =>
        connection.Execute("DELETE FROM subscriptions WHERE source = @Source", new { Source = source });
}

/// <summary>A row of <c>subscriptions</c>: whether a service tells us of its events.</summary>
/// <param name="Source">The service.</param>
/// <param name="SubscriptionId">The service's id of it; empty if there is none.</param>
/// <param name="PublicUrl">The address from outside that it was made for.</param>
/// <param name="Line">What is wrong and how to mend it; null if it stands.</param>
/// <param name="CheckedAt">When the service was last asked for it.</param>
internal sealed record SubscriptionRow(
    string Source,
    string SubscriptionId,
    string PublicUrl,
    string? Line,
    long CheckedAt
);
