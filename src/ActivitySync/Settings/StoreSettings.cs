namespace ActivitySync.Settings;

/// <summary>The section <c>Store</c>.</summary>
internal sealed record StoreSettings
{
    public StoreProvider Provider { get; init; } = StoreProvider.Sqlite;

    /// <summary>Null: <c>activitysync.db</c> in the data directory.</summary>
    public string? ConnectionString { get; init; }
}
