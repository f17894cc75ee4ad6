using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data.Postgres;
using ActivitySync.Data.Sqlite;

[module: Dapper.DapperAot]

namespace ActivitySync.Data;

/// <summary>
/// Opens connections to the database, of either engine. Queries are in the repositories, one per table; they take the
/// connection, so the use case decides what belongs to one transaction.
/// </summary>
/// <param name="settings">The settings.</param>
/// <param name="clock">The time of migrations.</param>
/// <param name="isNewExpected">
/// Whether a missing database file is created even if there are backups of an earlier one.
/// </param>
internal sealed class Database(AppSettings settings, TimeProvider clock, bool isNewExpected = false)
{
    private readonly IDatabaseEngine _engine =
        settings.Store.Provider == StoreProvider.Postgres
            ? new PostgresEngine(settings, clock)
            : new SqliteEngine(settings, clock, isNewExpected);

    /// <inheritdoc cref="IDatabaseEngine.FilePath"/>
    public string? FilePath => _engine.FilePath;

    /// <inheritdoc cref="IDatabaseEngine.Location"/>
    public string Location => _engine.Location;

    /// <inheritdoc cref="IDatabaseEngine.Exists"/>
    public bool Exists => _engine.Exists;

    /// <inheritdoc cref="IDatabaseEngine.Cluster"/>
    public IClusterStore? Cluster => _engine.Cluster;

    /// <summary>
    /// The name of this node, the host and a mark of the data directory, of which a host may have several; empty with a
    /// database that only one can have.
    /// </summary>
    public string NodeName { get; } =
        settings.Store.Provider == StoreProvider.Postgres
            ? $"{Environment.MachineName}-{ComputeMark(settings.ActivitySync.DataDirectory)}"
            : "";

    /// <summary>The names of the nodes that are alive; none with a database that only one can have.</summary>
    public IReadOnlyList<string> GetAliveNodes()
    {
        if (Cluster is not { } cluster)
        {
            return [];
        }

        using var connection = Open();
        return [.. cluster.GetNodes(connection, Leases.AliveWithin).Select(node => node.Name)];
    }

    /// <summary>The rows that this object's connections could not read so far.</summary>
    public UnreadableRows UnreadableRows => _engine.UnreadableRows;

    /// <inheritdoc cref="IDatabaseEngine.Open"/>
    public DbConnection Open() => _engine.Open();

    /// <summary>Creates and deletes a file in the data directory.</summary>
    /// <remarks>
    /// Right after a disk error the kernel can still accept writes to blocks that exist, so a saved row does not prove
    /// that the disk works again.
    /// </remarks>
    /// <exception cref="DatabaseException">The disk doesn't accept writes.</exception>
    public void CheckDiskIsWritable()
    {
        var folder = settings.ActivitySync.DataDirectory;
        if (FileErrors.ProbeWrite(folder) is { } exception)
        {
            throw FileErrors.Translate(exception, folder);
        }
    }

    /// <inheritdoc cref="IDatabaseEngine.Verify"/>
    public void Verify() => _engine.Verify();

    /// <inheritdoc cref="IDatabaseEngine.WriteCopy"/>
    public void WriteCopy(string target) => _engine.WriteCopy(target);

    /// <inheritdoc cref="IDatabaseEngine.MarkDamaged"/>
    public void MarkDamaged(DatabaseException failure) => _engine.MarkDamaged(failure);

    /// <inheritdoc cref="IDatabaseEngine.GetSize"/>
    public long GetSize() => _engine.GetSize();

    /// <inheritdoc cref="IDatabaseEngine.Compact"/>
    public static void Compact(DbConnection connection) => connection.GetEngine().Compact(connection);

    /// <inheritdoc cref="IDatabaseEngine.TruncateLog"/>
    public static void TruncateLog(DbConnection connection) => connection.GetEngine().TruncateLog(connection);

    /// <inheritdoc cref="IDatabaseEngine.UseRelaxedDurability"/>
    public static void UseRelaxedDurability(DbConnection connection) =>
        connection.GetEngine().UseRelaxedDurability(connection);

    private static string ComputeMark(string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 2));

    /// <summary>
    /// Closes all idle connections of this process, so that a database file can be replaced or deleted.
    /// </summary>
    public static void ClearPools() => SqliteFile.ClearPools();
}
