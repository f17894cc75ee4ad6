namespace ActivitySync.Settings;

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
    public static Uri? AddressOf(string listen) => Uri.TryCreate(
        listen.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var address) ? address : null;

    /// <summary>Names no address, since a heartbeat's is a secret: a record's own text would end in a log some day.</summary>
    public override string ToString() => "the settings of the daemon";
}
