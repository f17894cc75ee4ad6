namespace ActivitySync.Settings;

/// <summary>The section <c>Store</c>.</summary>
internal sealed record StoreSettings
{
    public StoreProvider Provider { get; init; } = StoreProvider.Sqlite;

    /// <summary>Null: <c>activitysync.db</c> in the data directory.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Names no password: a record's own text would end in a log some day.</summary>
    public override string ToString() => "the settings of the store";
}
