namespace ActivitySync.Configuration;

/// <summary>The section <c>Mail</c>.</summary>
internal sealed record MailSettings
{
    public string? From { get; init; }

    /// <summary>Where alerts go; null is the first athlete's address.</summary>
    public string? Operator { get; init; }

    /// <summary>Most mails a runner gets in a day: a guard against any loop.</summary>
    public int DailyLimit { get; init; } = 3;

    /// <summary>Mails as files in this folder instead of SMTP.</summary>
    public string? PickupDirectory { get; init; }

    public SmtpSettings Smtp { get; init; } = new();

    /// <summary>What is missing where mails can go nowhere, and how to mend it; null if there is a way.</summary>
    public string? TransportError =>
        this is { Smtp.Host: null or "", PickupDirectory: null or "" }
            ? "Mail:Smtp:Host: no mail server is set; set it, or Mail:PickupDirectory for mails as files."
            : null;
}

/// <summary>The section <c>Mail:Smtp</c>.</summary>
internal sealed record SmtpSettings
{
    public string? Host { get; init; }

    public int Port { get; init; } = 587;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether a server's name means this machine.</summary>
    public static bool IsLocalHost(string? host) => host is "localhost" or "127.0.0.1" or "::1";

    /// <summary>Names no password: a record's own text would end in a log some day.</summary>
    public override string ToString() => "the settings of the mail server";
}

internal enum SmtpSecurity
{
    StartTls,
    Tls,
    None,
}
