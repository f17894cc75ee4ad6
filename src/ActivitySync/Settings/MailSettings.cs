namespace ActivitySync.Settings;

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
    public string? NoWay => this is { Smtp.Host: null or "", PickupDirectory: null or "" }
        ? "Mail:Smtp:Host: no mail server is set; set it, or Mail:PickupDirectory for mails as files."
        : null;
}
