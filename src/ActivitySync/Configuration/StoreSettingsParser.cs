using System.Data.Common;

namespace ActivitySync.Configuration;

/// <summary>
/// Reads the section <c>Store</c>. Of a connection string only the place is checked here; the driver checks the rest
/// when it is used.
/// </summary>
internal static class StoreSettingsParser
{
    private const string ProviderKey = "Store:Provider";
    private const string ConnectionKey = "Store:ConnectionString";
    private const string FileExample = "like \"Data Source=/var/lib/activitysync/activitysync.db\"";

    private static readonly Dictionary<string, StoreProvider> Providers = new()
    {
        ["sqlite"] = StoreProvider.Sqlite,
        ["postgres"] = StoreProvider.Postgres,
    };

    private static readonly string[] FileKeywords = ["Data Source", "DataSource", "Filename"];

    /// <summary>The other keywords of an SQLite connection string.</summary>
    private static readonly string[] SqliteKeywords =
    [
        "Mode",
        "Cache",
        "Password",
        "Foreign Keys",
        "Recursive Triggers",
        "Default Timeout",
        "Command Timeout",
        "Pooling",
        "Vfs",
    ];

    public static StoreSettings Parse(SettingsReader reader)
    {
        var provider = reader.GetChoice(ProviderKey, StoreProvider.Sqlite, Providers);
        if (provider == StoreProvider.Postgres)
        {
            reader.AddError(ProviderKey, "\"postgres\" is not supported in this version yet; use \"sqlite\".");
        }

        var connection = reader.GetText(
            ConnectionKey,
            isSecret: true,
            expected: $"an SQLite connection string, {FileExample}"
        );
        if (connection is not null && provider == StoreProvider.Sqlite && !IsFileConnection(connection))
        {
            reader.AddError(
                ConnectionKey,
                $"is invalid; expected an SQLite connection string whose Data Source is a file, {FileExample}."
            );
        }

        return new StoreSettings { Provider = provider, ConnectionString = connection };
    }

    private static bool IsFileConnection(string connection) =>
        Read(connection) is { } read
        && read.Keys.All(key => FileKeywords.Concat(SqliteKeywords).Contains(key, StringComparer.OrdinalIgnoreCase))
        && !string.Equals(read.GetValueOrDefault("Mode"), "Memory", StringComparison.OrdinalIgnoreCase)
        && FileKeywords.Select(key => read.GetValueOrDefault(key)).OfType<string>().FirstOrDefault()
            is { Length: > 0 } file
        && !file.StartsWith(':')
        && !Directory.Exists(file);

    /// <summary>The keywords and values of a connection string; null if it is none.</summary>
    private static Dictionary<string, string>? Read(string connection)
    {
        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = connection };
            return builder
                .Keys.Cast<string>()
                .ToDictionary(
                    key => key,
                    key => Convert.ToString(builder[key], System.Globalization.CultureInfo.InvariantCulture) ?? "",
                    StringComparer.OrdinalIgnoreCase
                );
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
