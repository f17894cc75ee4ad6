using System.CommandLine;
using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Maintenance;

namespace ActivitySync.Commands;

/// <summary><c>store copy</c>: moves the database to another engine.</summary>
internal static class StoreCommand
{
    private static readonly Option<string?> To = new("--to")
    {
        Description = "The connection string of the new database. Other users may see it while the command runs.",
        HelpName = "CONNECTION",
    };

    private static readonly Option<string?> ToFile = new("--to-file")
    {
        Description = "A file with the connection string of the new database.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var copy = CommandBuilder.Create(
            "copy",
            "Copies the database into an empty PostgreSQL or SQLite database and compares both. "
                + "All daemons must be stopped.",
            "store copy --to-file postgres.txt"
        );
        copy.Options.Add(To);
        copy.Options.Add(ToFile);
        copy.Options.Add(CommandBuilder.JsonOption);
        var store = CommandBuilder.Create(
            "store",
            "Moves the database between SQLite and PostgreSQL.",
            "store copy --to-file postgres.txt"
        );
        store.Subcommands.Add(
            copy.Handle((context, cancellationToken) => Task.FromResult(Copy(context, cancellationToken)))
        );
        return store;
    }

    private static ExitCode Copy(CommandContext context, CancellationToken cancellationToken)
    {
        var (option, connection) = GetConnection(context);
        StoreCopyResult result;
        using (context.ShowProgress(() => "Copying the database"))
        {
            result = context.GetService<StoreCopyService>().Copy(connection, option.Name, cancellationToken);
        }

        if (context.IsJson)
        {
            WriteJson(context.Out, result);
        }
        else
        {
            WriteText(context, result);
        }

        return ExitCode.Done;
    }

    private static (Option<string?> Option, string Connection) GetConnection(CommandContext context) =>
        (context.GetValue(To), context.GetValue(ToFile)) switch
        {
            ({ } connection, null) => (To, connection),
            (null, { } file) => (ToFile, SecretFile.Read(ToFile.Name, file)),
            _ => throw new OperationException(
                ErrorKind.InvalidInput,
                "store copy needs the new database. Use one of --to-file and --to."
            ),
        };

    private static void WriteText(CommandContext context, StoreCopyResult result)
    {
        var rows = result.Tables.Sum(table => table.Rows);
        context.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Copied {rows} rows in {result.Tables.Count} tables from {result.Source} to {result.Target}. "
                    + $"Both have the same rows."
            )
        );
        context.Out.WriteLine(DescribeSettings(context, result));
        context.Out.WriteLine(
            "Run 'activitysync doctor', then start the daemon. Never start one with the old database: emails would be "
                + "sent twice, and tokens would become invalid."
        );
    }

    /// <summary>Describes what to set, without a secret.</summary>
    private static string DescribeSettings(CommandContext context, StoreCopyResult result)
    {
        var keyFile = context.GetService<SecretProtector>().KeyFile;
        return (result.SourceProvider, result.TargetProvider) switch
        {
            (StoreProvider.Sqlite, StoreProvider.Postgres) =>
                "Now set Store:Provider to \"postgres\", Store:ConnectionString to the new connection string, and "
                    + $"Store:Key to the output of 'base64 -w0 {TerminalText.Sanitize(keyFile)}', for all processes.",
            (StoreProvider.Postgres, StoreProvider.Sqlite) =>
                $"The key is now in {keyFile}. Remove Store:Key, set Store:Provider to \"sqlite\", and "
                    + $"Store:ConnectionString to \"Data Source={TerminalText.Sanitize(result.Target)}\".",
            _ => "Now set Store:ConnectionString to the new connection string. The key stays.",
        };
    }

    private static void WriteJson(TextWriter output, StoreCopyResult result) =>
        output.WriteDocument(json =>
        {
            json.WriteStartObject();
            json.WriteString("source", result.Source);
            json.WriteString("target", result.Target);
            json.WriteNumber("rows", result.Tables.Sum(table => table.Rows));
            json.WriteStartArray("tables");
            foreach (var table in result.Tables)
            {
                json.WriteStartObject();
                json.WriteString("name", table.Name);
                json.WriteNumber("rows", table.Rows);
                json.WriteString("hash", table.Hash);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
}
