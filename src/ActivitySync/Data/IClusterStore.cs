using System.Data.Common;

namespace ActivitySync.Data;

/// <summary>
/// The statements with which several nodes share a database. Every time is by the database's clock, so that nodes with
/// different clocks agree.
/// </summary>
internal interface IClusterStore
{
    /// <summary>Acquires a lease that is free or has expired.</summary>
    /// <returns>The fence, which is higher than any before; null if another process has the lease.</returns>
    long? TryAcquire(DbConnection connection, string work, long subject, string owner, TimeSpan length);

    /// <summary>
    /// Renews a lease that has not expired. One that a transaction is confirming is left to it.
    /// </summary>
    void Renew(DbConnection connection, string work, long subject, long fence, TimeSpan length);

    /// <summary>
    /// Renews a lease and keeps others from acquiring it until the transaction ends.
    /// </summary>
    /// <returns>False if another process has acquired it since.</returns>
    bool Confirm(
        DbConnection connection,
        DbTransaction transaction,
        string work,
        long subject,
        long fence,
        TimeSpan length
    );

    /// <summary>Releases a lease, unless another process has acquired it since.</summary>
    void Release(DbConnection connection, string work, long subject, long fence);

    /// <summary>The time by the database's clock.</summary>
    DateTimeOffset ReadClock(DbConnection connection);

    /// <summary>Stores that a node is alive; when it was last is set here.</summary>
    void SaveNode(DbConnection connection, NodeRow node);

    /// <summary>The nodes that were alive within a time, by name.</summary>
    IReadOnlyList<NodeRow> GetNodes(DbConnection connection, TimeSpan within);
}

/// <summary>A row of <c>nodes</c>.</summary>
/// <param name="Name">The host and a mark of the data directory.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="SchemaVersion">The newest schema version that it knows.</param>
/// <param name="SettingsHash">A fingerprint of the settings that should be the same for all nodes.</param>
/// <param name="StartedAt">When it started, in milliseconds.</param>
/// <param name="SeenAt">When it was last alive, in milliseconds.</param>
/// <param name="ClockOffset">Its clock minus that of the database, in milliseconds.</param>
/// <param name="FencedOff">How often it was too late, so that another node went on, since it started.</param>
internal sealed record NodeRow(
    string Name,
    string Version,
    long SchemaVersion,
    string SettingsHash,
    long StartedAt,
    long SeenAt,
    long ClockOffset,
    long FencedOff
)
{
    public DateTimeOffset StartedTime => DateTimeOffset.FromUnixTimeMilliseconds(StartedAt);

    public DateTimeOffset SeenTime => DateTimeOffset.FromUnixTimeMilliseconds(SeenAt);

    public TimeSpan ClockError => TimeSpan.FromMilliseconds(ClockOffset);
}
