namespace ActivitySync.Settings;

/// <summary>The section <c>Mail:Smtp</c>.</summary>
internal sealed record SmtpSettings
{
    public string? Host { get; init; }

    public int Port { get; init; } = 587;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether a server's name means this machine.</summary>
    public static bool IsThisMachine(string? host) => host is "localhost" or "127.0.0.1" or "::1";

    /// <summary>Names no password: a record's own text would end in a log some day.</summary>
    public override string ToString() => "the settings of the mail server";
}
