namespace ActivitySync.Mail.Transport;

/// <summary>A large mail provider and what its servers require.</summary>
/// <param name="Name">The common name.</param>
/// <param name="Hosts">Host names of its servers, or their domains.</param>
/// <param name="LoginHint">
/// What to check when it refuses a login. <c>docs/mail-server.md</c> contains the same.
/// </param>
internal sealed record MailProvider(string Name, string[] Hosts, string LoginHint)
{
    private static readonly MailProvider[] Known =
    [
        new(
            "Gmail",
            ["smtp.gmail.com", "smtp.googlemail.com", "smtp-relay.gmail.com"],
            "Gmail does not accept the account's password. Use an app password: turn on 2-Step Verification, then "
                + "create "
                + "one (myaccount.google.com/apppasswords)."
        ),
        new(
            "Outlook.com",
            ["smtp-mail.outlook.com", "smtp.live.com", "smtp.hotmail.com"],
            "Microsoft is removing password logins for outlook.com, hotmail.com and live.com, and ActivitySync "
                + "supports "
                + "no other login. Use an app password (with two-step verification). If it is refused too, use another "
                + "provider to send; the recipient may stay at this one."
        ),
        new(
            "Microsoft 365",
            ["office365.com", "outlook.office.com"],
            "Microsoft 365 refuses password logins unless an administrator allows 'Authenticated SMTP' for the "
                + "mailbox, "
                + "and is removing them. Use another provider, or a relay of your own."
        ),
        new(
            "iCloud",
            ["mail.me.com", "mail.icloud.com"],
            "iCloud requires an app-specific password (account.apple.com, Sign-In and Security) and the full "
                + "@icloud.com "
                + "address as user name."
        ),
        new(
            "Yahoo",
            ["mail.yahoo.com", "mail.yahoo.de", "mail.aol.com"],
            "Yahoo and AOL do not accept the account's password. Use an app password: create one in the account's "
                + "security settings."
        ),
        new(
            "GMX",
            ["mail.gmx.net", "mail.gmx.com"],
            "GMX requires that 'POP3 & IMAP' is allowed in the mail settings of its web page; with two-factor login it "
                + "also requires an app password."
        ),
        new(
            "WEB.DE",
            ["smtp.web.de"],
            "WEB.DE requires that 'POP3/IMAP' is allowed in the mail settings of its web page; with two-factor login "
                + "it "
                + "also requires an app password."
        ),
        new(
            "Fastmail",
            ["smtp.fastmail.com", "messagingengine.com"],
            "Fastmail does not accept the account's password. Use an app password that may send mail (Settings, "
                + "Privacy & "
                + "Security)."
        ),
        new(
            "T-Online",
            ["t-online.de"],
            "T-Online requires the separate e-mail password (Passwort für E-Mail-Programme), not the one of the "
                + "customer "
                + "login."
        ),
        new(
            "Proton Mail",
            ["protonmail.ch", "proton.me"],
            "Proton accepts an SMTP token (Settings, IMAP/SMTP; for an address at a domain of your own), or the "
                + "password "
                + "that Proton Mail Bridge shows."
        ),
        new(
            "mailbox.org",
            ["mailbox.org"],
            "mailbox.org requires an app password from its settings if two-factor login is on."
        ),
        new(
            "Posteo",
            ["posteo.de"],
            "Posteo requires that 'additional mailbox protection' is off, or an app password."
        ),
        new(
            "Zoho",
            ["smtp.zoho.com", "smtp.zoho.eu", "smtppro.zoho.com", "smtppro.zoho.eu"],
            "Zoho requires that SMTP access is on in its mail settings; with two-factor login it also requires an "
                + "app-specific password."
        ),
    ];

    /// <summary>Finds the provider of a server; null if it isn't in the list.</summary>
    public static MailProvider? FindByHost(string? host) =>
        host is null
            ? null
            : Known.FirstOrDefault(known =>
                known.Hosts.Any(name =>
                    host.Equals(name, StringComparison.OrdinalIgnoreCase)
                    || host.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase)
                )
            );
}
