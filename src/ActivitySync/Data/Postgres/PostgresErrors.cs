using System.Net.Sockets;
using Npgsql;

namespace ActivitySync.Data.Postgres;

/// <summary>
/// Converts failures of PostgreSQL and of the connection to it into <see cref="DatabaseException"/>, with a message for
/// the operator. No message has a value of a row or a password.
/// </summary>
internal static class PostgresErrors
{
    private const string ConnectionClass = "08";
    private const string MemoryFull = "53200";
    private const string SerializationFailure = "40001";
    private const string DamagedClass = "XX";
    private const string IoError = "58030";
    private const string IdleTransaction = "25P03";

    /// <summary>Converts an exception; null if the server and the connection to it are not the cause.</summary>
    /// <param name="exception">The exception of the driver.</param>
    /// <param name="location">Server and database, as messages name them.</param>
    /// <param name="isBroken">Whether the connection cannot be used any more.</param>
    public static DatabaseException? Translate(Exception exception, string location, bool isBroken) =>
        exception switch
        {
            DatabaseException failure => failure,
            PostgresException error => Translate(error, location),
            NpgsqlException { InnerException: TimeoutException } or TimeoutException => Create(
                DatabaseErrorKind.Unreachable,
                location,
                "the server doesn't answer in time. Check its load and the network, and retry.",
                exception
            ),
            NpgsqlException or SocketException or IOException => CreateUnreachable(location, exception),
            InvalidOperationException or ObjectDisposedException when isBroken => CreateUnreachable(
                location,
                exception
            ),
            _ => null,
        };

    private static DatabaseException? Translate(PostgresException error, string location) =>
        error.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Create(
                DatabaseErrorKind.AccessDenied,
                location,
                "the server refused the login. Check user and password in Store:ConnectionString, and pg_hba.conf.",
                error
            ),
            PostgresErrorCodes.InvalidCatalogName => Create(
                DatabaseErrorKind.Missing,
                location,
                "there is no such database. Check Store:ConnectionString, or create the database.",
                error
            ),
            PostgresErrorCodes.InsufficientPrivilege => Create(
                DatabaseErrorKind.AccessDenied,
                location,
                "the user has too few rights. Use one that owns the schema.",
                error
            ),
            PostgresErrorCodes.ReadOnlySqlTransaction => Create(
                DatabaseErrorKind.ReadOnly,
                location,
                "the database is read-only. Check that it is the primary server and no standby.",
                error
            ),
            PostgresErrorCodes.DiskFull => Create(
                DatabaseErrorKind.DiskFull,
                location,
                "the disk of the server is full. Free space there, and retry.",
                error
            ),
            PostgresErrorCodes.TooManyConnections => Create(
                DatabaseErrorKind.Unreachable,
                location,
                "the server accepts no more connections. Set a higher max_connections there, or a smaller "
                    + "\"Maximum Pool Size\" in Store:ConnectionString.",
                error
            ),
            PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.QueryCanceled
            or SerializationFailure => Create(
                DatabaseErrorKind.Busy,
                location,
                "another program has locked the rows. Wait until it is done and try again.",
                error
            ),
            IoError => Create(
                DatabaseErrorKind.DiskError,
                location,
                "the disk of the server reports errors. Check the log of the server.",
                error
            ),
            MemoryFull => Create(
                DatabaseErrorKind.TooFewHandles,
                location,
                "the server has too little memory. Check its load.",
                error
            ),
            PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or IdleTransaction => CreateUnreachable(location, error),
            { } state when state.StartsWith(ConnectionClass, StringComparison.Ordinal) => CreateUnreachable(
                location,
                error
            ),
            { } state when state.StartsWith(DamagedClass, StringComparison.Ordinal) => Create(
                DatabaseErrorKind.DiskError,
                location,
                "the server reports an internal error or damaged data. Check the log of the server.",
                error
            ),
            _ => null,
        };

    public static DatabaseException CreateUnreachable(string location, Exception? cause = null) =>
        Create(
            DatabaseErrorKind.Unreachable,
            location,
            "the server cannot be reached. Check that it runs, the network, and Store:ConnectionString.",
            cause
        );

    private static DatabaseException Create(
        DatabaseErrorKind kind,
        string location,
        string problem,
        Exception? cause
    ) => new(kind, $"{location}: {problem}", cause);
}
