using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>subscriptions</c>: one row a service.</summary>
internal static class Subscriptions
{
    public static SubscriptionRow? Find(DbConnection store, string source) =>
        store.QueryFirstOrDefault<SubscriptionRow>(
            """
            SELECT source AS Source, subscription_id AS SubscriptionId, public_url AS PublicUrl, line AS Line, checked_at AS CheckedAt
            FROM subscriptions WHERE source = @Source
            """,
            new { Source = source });

    public static void Save(DbConnection store, SubscriptionRow row) =>
        store.Execute(
            """
            INSERT INTO subscriptions (source, subscription_id, public_url, line, checked_at)
            VALUES (@Source, @SubscriptionId, @PublicUrl, @Line, @CheckedAt)
            ON CONFLICT (source) DO UPDATE SET
                subscription_id = excluded.subscription_id, public_url = excluded.public_url, line = excluded.line, checked_at = excluded.checked_at
            """,
            row);

    public static void Delete(DbConnection store, string source) =>
        store.Execute("DELETE FROM subscriptions WHERE source = @Source", new { Source = source });
}
