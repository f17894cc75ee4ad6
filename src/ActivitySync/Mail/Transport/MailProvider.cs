namespace ActivitySync.Mail.Transport;

/// <summary>What is peculiar to a large provider: what its servers want that an ordinary one does not.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Hosts">Its servers' names, or the ends of them.</param>
/// <param name="LoginHint">What to look at when it refuses a login. The same stands in <c>docs/mail-server.md</c>.</param>
internal sealed record MailProvider(string Name, string[] Hosts, string LoginHint)
{
    private static readonly MailProvider[] Known =
    [
        new(
            "Gmail",
            ["smtp.gmail.com", "smtp.googlemail.com", "smtp-relay.gmail.com"],
            "Gmail takes no account password here: turn on 2-Step Verification, make an app password (myaccount.google.com/apppasswords) and set that."
        ),
        new(
            "Outlook.com",
            ["smtp-mail.outlook.com", "smtp.live.com", "smtp.hotmail.com"],
            "Microsoft has been ending password logins for outlook.com, hotmail.com and live.com, and ActivitySync has no other: if an app password (two-step verification on) is refused too, send through another provider; the mails may still go to that address."
        ),
        new(
            "Microsoft 365",
            ["office365.com", "outlook.office.com"],
            "Microsoft 365 refuses password logins unless an administrator allows 'Authenticated SMTP' for this mailbox, and is ending them altogether: another provider, or a relay of your own, lasts longer."
        ),
        new(
            "iCloud",
            ["mail.me.com", "mail.icloud.com"],
            "iCloud wants an app-specific password (account.apple.com, Sign-In and Security), and as user name the whole @icloud.com address."
        ),
        new(
            "Yahoo",
            ["mail.yahoo.com", "mail.yahoo.de", "mail.aol.com"],
            "Yahoo and AOL take no account password here: make an app password in the account's security settings and set that."
        ),
        new(
            "GMX",
            ["mail.gmx.net", "mail.gmx.com"],
            "GMX refuses programs until 'POP3 & IMAP' is allowed in the mail settings on its web page; with two-factor login it also wants an app password."
        ),
        new(
            "WEB.DE",
            ["smtp.web.de"],
            "WEB.DE refuses programs until 'POP3/IMAP' is allowed in the mail settings on its web page; with two-factor login it also wants an app password."
        ),
        new(
            "Fastmail",
            ["smtp.fastmail.com", "messagingengine.com"],
            "Fastmail takes no account password here: make an app password with the right to send mail (Settings, Privacy & Security) and set that."
        ),
        new(
            "T-Online",
            ["t-online.de"],
            "T-Online wants the separate e-mail password (Passwort für E-Mail-Programme), not the one of the customer login."
        ),
        new(
            "Proton Mail",
            ["protonmail.ch", "proton.me"],
            "Proton takes an SMTP token (Settings, IMAP/SMTP; for an address at a domain of your own), or the password that Proton Mail Bridge shows."
        ),
        new(
            "mailbox.org",
            ["mailbox.org"],
            "mailbox.org with two-factor login wants an app password from its settings."
        ),
        new(
            "Posteo",
            ["posteo.de"],
            "Posteo's 'additional mailbox protection' must be off, or an app password set, for programs to log in."
        ),
        new(
            "Zoho",
            ["smtp.zoho.com", "smtp.zoho.eu", "smtppro.zoho.com", "smtppro.zoho.eu"],
            "Zoho with two-factor login wants an app-specific password, and SMTP access has to be on in its mail settings."
        ),
    ];

    /// <summary>Null for a server we know nothing of.</summary>
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
