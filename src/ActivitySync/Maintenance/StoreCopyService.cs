using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileSystem;

namespace ActivitySync.Maintenance;

/// <summary>
/// Copies the database of the settings into an empty one of either engine, with the key to its tokens.
/// </summary>
internal sealed class StoreCopyService(
    Database database,
    AppSettings settings,
    SecretProtector secrets,
    DaemonLock daemonLock,
    TimeProvider clock
)
{
    /// <summary>Copies everything, or nothing.</summary>
    /// <param name="connection">The connection string of the target.</param>
    /// <param name="option">The option that gives it, for messages.</param>
    /// <param name="cancellationToken">Ends the copying; the target then stays empty.</param>
    /// <exception cref="OperationException">
    /// A daemon is running, the target is not empty or cannot be used, or the copy is not the same.
    /// </exception>
    public StoreCopyResult Copy(string connection, string option, CancellationToken cancellationToken)
    {
        if (StoreSettingsParser.FindProvider(connection) is not { } provider)
        {
            throw CreateInvalidException(option);
        }

        if (!database.Exists)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{database.Location}: there is no database to copy. Check Store and ActivitySync:DataDirectory."
            );
        }

        using var exclusive = daemonLock.Acquire();
        var target = CreateTarget(provider, connection, option);
        CheckTarget(target, option);
        var needsKeyFile = provider == StoreProvider.Sqlite && settings.Store.Key is not null;
        if (needsKeyFile)
        {
            secrets.CheckKeyFile();
        }

        RequireNoNode();
        using var from = database.Open();
        using var to = OpenTarget(target, option);
        var tables = StoreCopier.Copy(
            from,
            to,
            () =>
            {
                if (needsKeyFile)
                {
                    secrets.WriteKeyFile();
                }
            },
            cancellationToken
        );
        Database.TruncateLog(to);
        return new StoreCopyResult(settings.Store.Provider, database.Location, provider, target.Location, tables);
    }

    private void RequireNoNode()
    {
        var alive = database.GetAliveNodes();
        if (alive.Count > 0)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{database.Location}: running nodes use it ({string.Join(", ", alive)}). "
                    + "Stop them, and retry a minute later."
            );
        }
    }

    private Database CreateTarget(StoreProvider provider, string connection, string option)
    {
        var store = new StoreSettings
        {
            Provider = provider,
            ConnectionString = connection,
            Key = provider == StoreProvider.Postgres ? secrets.GetKeyText() : null,
        };
        try
        {
            return new Database(settings with { Store = store }, clock, isNewExpected: true);
        }
        catch (Exception exception) when (exception is OperationException or ArgumentException)
        {
            throw CreateInvalidException(option); // not the driver's message, which may quote a part of the password
        }
    }

    /// <summary>Refuses a file that is the source, and one in a missing or unsafe folder.</summary>
    private void CheckTarget(Database target, string option)
    {
        if (target.FilePath is not { } file)
        {
            return;
        }

        if (
            database.FilePath is { } source
            && FileStatus.Find(file) is { } status
            && status.Identity == FileStatus.Find(source)?.Identity
        )
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{option}: {file} is the database itself. Use another file."
            );
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (folder == Path.GetFullPath(settings.ActivitySync.DataDirectory))
        {
            return;
        }

        if (PathErrors.FindError(folder) is { } missing)
        {
            throw new OperationException(ErrorKind.InvalidInput, $"{option}: {missing}");
        }

        if (PrivateFolder.FindRisk(folder, allowSticky: false) is { } risk)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{option}: {folder}: {risk}. Use a folder that only you may write to."
            );
        }
    }

    private static DbConnection OpenTarget(Database target, string option)
    {
        try
        {
            return target.Open();
        }
        catch (OtherStoreKeyException exception)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{option}: {target.Location} was created with another Store:Key. Use a new database.",
                exception
            );
        }
    }

    private static OperationException CreateInvalidException(string option) =>
        new(
            ErrorKind.InvalidInput,
            $"{option}: the connection string is invalid; expected one {StoreSettingsParser.ConnectionExamples}. "
                + "Check its keywords."
        );
}

/// <summary>A copy of the database.</summary>
/// <param name="SourceProvider">The engine of the source.</param>
/// <param name="Source">The source, as messages name it.</param>
/// <param name="TargetProvider">The engine of the target.</param>
/// <param name="Target">The target, as messages name it.</param>
/// <param name="Tables">The copied tables, in order of their names.</param>
internal sealed record StoreCopyResult(
    StoreProvider SourceProvider,
    string Source,
    StoreProvider TargetProvider,
    string Target,
    IReadOnlyList<CopiedTable> Tables
);
