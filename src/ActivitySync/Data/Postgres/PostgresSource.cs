using System.Collections.Concurrent;
using ActivitySync.Configuration;
using Npgsql;

namespace ActivitySync.Data.Postgres;

/// <summary>
/// Where the PostgreSQL database is and how it is opened. Connections of a process are pooled for each connection
/// string.
/// </summary>
internal sealed class PostgresSource
{
    /// <summary>
    /// Used where <c>Store:ConnectionString</c> says nothing else, so that a dead network or a forgotten transaction
    /// costs seconds.
    /// </summary>
    private static readonly (string Key, object Value)[] Defaults =
    [
        ("Application Name", "activitysync"),
        ("Keepalive", 10),
        ("Tcp Keepalive", true),
        ("Command Timeout", 15),
        (
            "Options",
            "-c idle_in_transaction_session_timeout=20s -c lock_timeout=10s -c statement_timeout=30s "
                + "-c tcp_user_timeout=15000"
        ),
    ];

    private static readonly ConcurrentDictionary<string, NpgsqlDataSource> Sources = new(StringComparer.Ordinal);

    private readonly string _connectionString;

    /// <exception cref="OperationException">The driver doesn't understand the connection string.</exception>
    public PostgresSource(StoreSettings store)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(store.ConnectionString);
            var given = builder.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, value) in Defaults)
            {
                if (!given.Contains(key))
                {
                    builder[key] = value;
                }
            }

            _connectionString = builder.ConnectionString;
            Location = $"PostgreSQL {builder.Database ?? builder.Username} at {builder.Host}";
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            // Not the message of the driver, which may quote a part of the password.
            throw new OperationException(
                ErrorKind.InvalidInput,
                "Store:ConnectionString is invalid; expected keywords of Npgsql, like "
                    + "\"Host=db.example.org;Database=activitysync;Username=activitysync;Password=...\". "
                    + "Check its keywords."
            );
        }
    }

    /// <summary>Server and database, as messages name them.</summary>
    public string Location { get; }

    /// <summary>Creates a connection that is not open yet.</summary>
    public NpgsqlConnection CreateConnection() => Sources.GetOrAdd(_connectionString, Create).CreateConnection();

    // The slim builder leaves out types and logins that this program doesn't use.
    private static NpgsqlDataSource Create(string connectionString)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString);
        builder.EnableTransportSecurity();
        return builder.Build();
    }
}
