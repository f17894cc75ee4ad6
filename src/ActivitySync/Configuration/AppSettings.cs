using ActivitySync.Recovery.Rules;

namespace ActivitySync.Configuration;

/// <summary>All settings, read once at start.</summary>
internal sealed record AppSettings
{
    /// <summary>The settings file; null if all settings come from the environment.</summary>
    public string? File { get; init; }

    /// <summary>
    /// The same for all nodes with the same settings, but for those that belong to a node; empty with a database that
    /// only one node can have.
    /// </summary>
    public string Fingerprint { get; init; } = "";

    public DaemonSettings ActivitySync { get; init; } = new();

    public PageSettings Page { get; init; } = new();

    public NotifySettings Notify { get; init; } = new();

    public StoreSettings Store { get; init; } = new();

    public BackupSettings Backup { get; init; } = new();

    /// <summary>The athletes of the settings file and the environment, in its order. The roster has all of them, with
    /// those in the database.</summary>
    public IReadOnlyList<AthleteSettings> FileAthletes { get; init; } = [];

    /// <summary>The sections of the sources.</summary>
    public IReadOnlyList<SourceSettings> SourceSettings { get; init; } = [];

    public MailSettings Mail { get; init; } = new();

    /// <summary>The effective rule parameters.</summary>
    public RuleParameters Rules { get; init; } = RuleParameters.Default;

    /// <summary>Whether an athlete is an admin of the page: named in <c>Page:Admins</c>, else the first one.</summary>
    public bool IsAdmin(AthleteSettings athlete) =>
        Page.Admins.Count > 0
            ? Page.Admins.Contains(athlete.Name)
            : FileAthletes is [var first, ..] && first.Name == athlete.Name;

    /// <summary>Finds what keeps an athlete from changing a preference. Its stored value is then ignored.</summary>
    public PreferenceLock FindLock(AthleteSettings athlete, Preference preference) =>
        athlete.GetOrigin(preference).Layer == SettingLayer.Environment ? PreferenceLock.Environment
        : Page.Locked.Contains(preference.Key) ? PreferenceLock.Operator
        : PreferenceLock.None;

    /// <summary>The section of one source; its defaults if it isn't set.</summary>
    public T GetSource<T>()
        where T : SourceSettings, new() => SourceSettings.OfType<T>().FirstOrDefault() ?? new T();
}

/// <summary>The section <c>ActivitySync</c>.</summary>
internal sealed record DaemonSettings
{
    public string DataDirectory { get; init; } = "data";

    /// <summary>The page's address; empty disables the page.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:8787";

    public Uri? PublicUrl { get; init; }

    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    /// <summary>How often the daemon checks what is due.</summary>
    public int WakeSeconds { get; init; } = 60;

    /// <summary>Hours without a successful sync before the operator gets an alert.</summary>
    public int AlertAfterHours { get; init; } = 24;

    public Uri? HeartbeatUrl { get; init; }

    /// <summary>Parses the page's address; null if it is invalid.</summary>
    /// <remarks>The hosts <c>*</c> and <c>+</c> (all addresses of the machine) become "any", since <see cref="Uri"/>
    /// does not accept them.</remarks>
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

    /// <summary>Hides the values, so that a secret (the heartbeat address) never gets into a log.</summary>
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
    /// <summary>Null means <c>backups</c> in the data directory.</summary>
    public string? Directory { get; init; }

    public int Keep { get; init; } = 7;

    public TimeOnly Time { get; init; } = new(3, 30);
}

/// <summary>The section <c>Store</c>.</summary>
internal sealed record StoreSettings
{
    public StoreProvider Provider { get; init; } = StoreProvider.Sqlite;

    /// <summary>
    /// With SQLite, null means <c>activitysync.db</c> in the data directory. With PostgreSQL it is required.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// The key that encrypts tokens and signs addresses, of <see cref="KeyBytes"/> bytes in base64; required with
    /// PostgreSQL. Null with SQLite, which has a key file.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>The length of the key in bytes.</summary>
    public const int KeyBytes = 32;

    /// <summary>Hides the values, so that a password never gets into a log.</summary>
    public override string ToString() => "the settings of the store";
}

internal enum StoreProvider
{
    Sqlite,
    Postgres,
}
