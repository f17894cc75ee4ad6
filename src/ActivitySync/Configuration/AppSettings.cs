using ActivitySync.Recovery.Rules;

namespace ActivitySync.Configuration;

/// <summary>All settings, read once at start and valid. Defaults are those of the documentation.</summary>
internal sealed record AppSettings
{
    /// <summary>The file they came from; null if the environment alone gave them.</summary>
    public string? File { get; init; }

    public DaemonSettings ActivitySync { get; init; } = new();

    public StoreSettings Store { get; init; } = new();

    public BackupSettings Backup { get; init; } = new();

    public IReadOnlyList<AthleteSettings> Athletes { get; init; } = [];

    /// <summary>The sections of the sources.</summary>
    public IReadOnlyList<SourceSettings> SourceSettings { get; init; } = [];

    public MailSettings Mail { get; init; } = new();

    /// <summary>The numbers of the rules in force, defaults and settings together.</summary>
    public RuleParameters Rules { get; init; } = RuleParameters.Default;

    /// <summary>The section of one source; its defaults if it isn't set.</summary>
    public T GetSource<T>()
        where T : SourceSettings, new() => SourceSettings.OfType<T>().FirstOrDefault() ?? new T();
}

/// <summary>The section <c>ActivitySync</c>.</summary>
internal sealed record DaemonSettings
{
    public string DataDirectory { get; init; } = "data";

    /// <summary>The page's address; empty is no page.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:8787";

    public Uri? PublicUrl { get; init; }

    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    /// <summary>How often the daemon looks for what is due.</summary>
    public int WakeSeconds { get; init; } = 60;

    /// <summary>Hours without a successful sync before the operator is told.</summary>
    public int AlertAfterHours { get; init; } = 24;

    public Uri? HeartbeatUrl { get; init; }

    /// <summary>A page's address as one that can be taken apart: <c>*</c> and <c>+</c>, every address of the machine, become a name. Null if it is none.</summary>
    public static Uri? ParseListenAddress(string listen) =>
        Uri.TryCreate(
            listen
                .Replace("://*", "://any", StringComparison.Ordinal)
                .Replace("://+", "://any", StringComparison.Ordinal),
            UriKind.Absolute,
            out var address
        )
            ? address
            : null;

    /// <summary>Names no address, since a heartbeat's is a secret: a record's own text would end in a log some day.</summary>
    public override string ToString() => "the settings of the daemon";
}

internal enum LogFormat
{
    Text,
    Json,
}

/// <summary>The section <c>Backup</c>.</summary>
internal sealed record BackupSettings
{
    /// <summary>Null: <c>backups</c> in the data directory.</summary>
    public string? Directory { get; init; }

    public int Keep { get; init; } = 7;

    public TimeOnly Time { get; init; } = new(3, 30);
}

/// <summary>The section <c>Store</c>.</summary>
internal sealed record StoreSettings
{
    public StoreProvider Provider { get; init; } = StoreProvider.Sqlite;

    /// <summary>Null: <c>activitysync.db</c> in the data directory.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Names no password: a record's own text would end in a log some day.</summary>
    public override string ToString() => "the settings of the store";
}

internal enum StoreProvider
{
    Sqlite,
    Postgres,
}
