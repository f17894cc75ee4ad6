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
    private const string KeyKey = "Store:Key";
    private const string FileExample = "like \"Data Source=/var/lib/activitysync/activitysync.db\"";
    private const string ServerExample = "like \"Host=db.example.org;Database=activitysync;Username=...;Password=...\"";

    private const string ExpectedKey =
        "expected 32 random bytes in base64, the same for all processes. Set one from 'openssl rand -base64 32', or "
        + "'base64 secret.key' if you had SQLite.";

    private static readonly Dictionary<string, StoreProvider> Providers = new()
    {
        ["sqlite"] = StoreProvider.Sqlite,
        ["postgres"] = StoreProvider.Postgres,
    };

    private static readonly string[] FileKeywords = ["Data Source", "DataSource", "Filename"];
    private static readonly string[] HostKeywords = ["Host", "Server"];

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
        var isServer = provider == StoreProvider.Postgres;
        var connection = reader.GetText(ConnectionKey, isSecret: true, expected: "a connection string of the provider");
        var key = reader.GetText(KeyKey, isSecret: true, expected: $"{StoreSettings.KeyBytes} random bytes in base64");
        if (isServer)
        {
            CheckServer(reader, connection, key);
        }
        else
        {
            CheckFile(reader, connection, key);
        }

        return new StoreSettings
        {
            Provider = provider,
            ConnectionString = connection,
            Key = key,
        };
    }

    /// <summary>Tells from a connection string which engine it is for; null if it is for neither.</summary>
    public static StoreProvider? FindProvider(string connection) =>
        HasHost(connection) ? StoreProvider.Postgres
        : IsFileConnection(connection) ? StoreProvider.Sqlite
        : null;

    /// <summary>What a connection string looks like, for messages.</summary>
    public static string ConnectionExamples { get; } = $"{ServerExample}, or {FileExample}";

    private static void CheckFile(SettingsReader reader, string? connection, string? key)
    {
        if (connection is not null && !IsFileConnection(connection))
        {
            reader.AddError(
                ConnectionKey,
                $"is invalid; expected an SQLite connection string whose Data Source is a file, {FileExample}."
            );
        }

        if (key is not null && IsValidKey(reader, key))
        {
            reader.AddError(KeyKey, "is only for \"postgres\"; SQLite has a key file. Remove it.");
        }
    }

    private static void CheckServer(SettingsReader reader, string? connection, string? key)
    {
        if (connection is null || !HasHost(connection))
        {
            reader.AddError(
                ConnectionKey,
                (connection is null ? "is missing" : "is invalid")
                    + $"; expected a PostgreSQL connection string with a Host, {ServerExample}."
            );
        }

        if (key is null)
        {
            reader.AddError(KeyKey, $"is missing; {ExpectedKey}");
        }
        else
        {
            IsValidKey(reader, key);
        }
    }

    private static bool IsValidKey(SettingsReader reader, string text)
    {
        Span<byte> key = stackalloc byte[StoreSettings.KeyBytes];
        if (Convert.TryFromBase64String(text, key, out var length) && length == StoreSettings.KeyBytes)
        {
            return true;
        }

        reader.AddError(KeyKey, $"is invalid; {ExpectedKey}");
        return false;
    }

    private static bool IsFileConnection(string connection) =>
        Read(connection) is { } read
        && read.Keys.All(key => FileKeywords.Concat(SqliteKeywords).Contains(key, StringComparer.OrdinalIgnoreCase))
        && !string.Equals(read.GetValueOrDefault("Mode"), "Memory", StringComparison.OrdinalIgnoreCase)
        && FileKeywords.Select(key => read.GetValueOrDefault(key)).OfType<string>().FirstOrDefault()
            is { Length: > 0 } file
        && !file.StartsWith(':')
        && !Directory.Exists(file);

    private static bool HasHost(string connection) =>
        Read(connection) is { } read && HostKeywords.Any(key => read.GetValueOrDefault(key) is { Length: > 0 });

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
