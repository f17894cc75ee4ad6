using MimeKit;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>The mail server that <c>.ci/postfix.sh</c> started, and the Maildir to which it delivers.</summary>
internal sealed record MailServer(string Host, int Port, string User, string Password, string Maildir, string Authority)
{
    /// <summary>The server, or null if the variables <c>ACTIVITYSYNC_SMTP_…</c> are not set.</summary>
    public static MailServer? Current { get; } = FindFromEnvironment();

    /// <summary>The mails delivered to an address, oldest first.</summary>
    public IReadOnlyList<MimeMessage> GetMails(string address) =>
        Directory.Exists(Path.Combine(Maildir, "new"))
            ? Directory
                .EnumerateFiles(Path.Combine(Maildir, "new"))
                .Order(StringComparer.Ordinal)
                .Select(file => MimeMessage.Load(file))
                .Where(mail => mail.To.Mailboxes.Any(to => to.Address == address))
                .ToList()
            : [];

    private static MailServer? FindFromEnvironment() =>
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_SMTP_HOST") is { } host
            ? new MailServer(
                host,
                int.Parse(GetVariable("PORT"), System.Globalization.CultureInfo.InvariantCulture),
                GetVariable("USER"),
                GetVariable("PASSWORD"),
                GetVariable("MAILDIR"),
                GetVariable("AUTHORITY")
            )
            : null;

    private static string GetVariable(string name) => Environment.GetEnvironmentVariable($"ACTIVITYSYNC_SMTP_{name}")!;
}
