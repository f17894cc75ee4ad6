using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using MimeKit;

namespace ActivitySync.Digest.Rendering;

/// <summary>The addresses of a mail: sender, athlete, and the operator, who also gets unsubscribe requests.</summary>
internal sealed record MailAddresses(MailboxAddress From, MailboxAddress To, MailboxAddress Operator)
{
    /// <summary>The sender of previews and the demo if none is set.</summary>
    private const string DefaultSender = "activitysync@localhost";

    /// <summary>The page on which the athlete unsubscribes; null without a public URL.</summary>
    public Uri? UnsubscribePage { get; init; }

    /// <summary>The domain of Message-IDs: the sender's domain in ASCII.</summary>
    public string Domain => From.Domain is { Length: > 0 } domain ? new IdnMapping().GetAscii(domain) : "localhost";

    /// <exception cref="OperationException">An address is invalid.</exception>
    public static MailAddresses Create(AppSettings settings, AthleteSettings athlete)
    {
        var from = ParseAddress(settings.Mail.From ?? DefaultSender, "Mail:From");
        if (string.IsNullOrEmpty(from.Name))
        {
            from = new MailboxAddress(Encoding.UTF8, "ActivitySync", from.Address);
        }

        return new MailAddresses(
            from,
            ParseAddress(athlete.Email, $"Athletes: {athlete.Name}: Email"),
            ParseAddress(
                settings.Mail.Operator
                    ?? (settings.FileAthletes is [var first, ..] ? first.Email : settings.Mail.From ?? athlete.Email),
                "Mail:Operator"
            )
        );
    }

    private static MailboxAddress ParseAddress(string text, string key) =>
        MailboxAddress.TryParse(text, out var address)
            ? address
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"{key}: not an email address. Use an address like name@example.org."
            );
}
