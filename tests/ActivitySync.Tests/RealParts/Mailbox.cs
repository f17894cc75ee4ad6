using MimeKit;

namespace ActivitySync.Tests.RealParts;

/// <summary>The real mail server that CI set up, and the Maildir it delivers to.</summary>
internal sealed record Mailbox(string Host, int Port, string User, string Password, string Maildir, string Authority)
{
    /// <summary>The server, or null where none was set up.</summary>
    public static Mailbox? Here { get; } = Find();

    /// <summary>The mails delivered to an address, oldest first.</summary>
    public IReadOnlyList<MimeMessage> MailsTo(string address) => Directory.Exists(Path.Combine(Maildir, "new"))
        ? Directory.EnumerateFiles(Path.Combine(Maildir, "new"))
            .Order(StringComparer.Ordinal)
            .Select(file => MimeMessage.Load(file))
            .Where(mail => mail.To.Mailboxes.Any(to => to.Address == address))
            .ToList()
        : [];

    private static Mailbox? Find() =>
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_SMTP_HOST") is { } host
            ? new Mailbox(
                host,
                int.Parse(Get("PORT"), System.Globalization.CultureInfo.InvariantCulture),
                Get("USER"),
                Get("PASSWORD"),
                Get("MAILDIR"),
                Get("AUTHORITY"))
            : null;

    private static string Get(string name) => Environment.GetEnvironmentVariable($"ACTIVITYSYNC_SMTP_{name}")!;
}
