namespace ActivitySync.Configuration;

/// <summary>The section <c>Mail</c>.</summary>
internal sealed record MailSettings
{
    /// <summary>Tells a person who asked for an email that it is only in <see cref="PickupDirectory"/>.</summary>
    public const string NothingSentNote = "No mail server is set, so nothing was sent.";

    public string? From { get; init; }

    /// <summary>The address for alerts; null means the first athlete's.</summary>
    public string? Operator { get; init; }

    /// <summary>The maximum number of mails per athlete and day, as a protection against loops.</summary>
    public int DailyLimit { get; init; } = 3;

    /// <summary>The maximum number of connections to the mail server at the same time.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>The maximum number of mails per second over all connections; null means no limit.</summary>
    public double? PerSecond { get; init; }

    public AfterCrash AfterCrash { get; init; } = AfterCrash.Again;

    /// <summary>The folder for mails as files instead of SMTP.</summary>
    public string? PickupDirectory { get; init; }

    public SmtpSettings Smtp { get; init; } = new();

    /// <summary>The error if neither a mail server nor a pickup folder is set; null if one is.</summary>
    public string? TransportError =>
        this is { Smtp.Host: null or "", PickupDirectory: null or "" }
            ? "Mail:Smtp:Host: no mail server is set. Set it, or set Mail:PickupDirectory for emails as files."
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

    /// <summary>
    /// The name in the greeting (EHLO): a host name or <c>[address]</c>; null means the host's full name.
    /// </summary>
    public string? HelloName { get; init; }

    /// <summary>Whether a host name is this machine.</summary>
    public static bool IsLocalHost(string? host) => host is "localhost" or "127.0.0.1" or "::1";

    /// <summary>Hides the values, so that a password never gets into a log.</summary>
    public override string ToString() => "the settings of the mail server";
}

/// <summary>
/// What happens to a mail that may have arrived, because the program or the connection ended between its last byte and
/// the server's answer. SMTP can't promise both that nothing is lost and that nothing arrives twice.
/// </summary>
internal enum AfterCrash
{
    /// <summary>One more attempt with the same Message-ID: nothing is lost, and the mail may arrive twice.</summary>
    Again,

    /// <summary>No more attempt: nothing arrives twice, and the mail may be lost. It is reported as unknown.</summary>
    Never,
}

internal enum SmtpSecurity
{
    StartTls,
    Tls,
    None,
}
