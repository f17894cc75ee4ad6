using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using MimeKit;

namespace ActivitySync.Digest.Rendering;

/// <summary>Who writes, who reads, who is asked to stop.</summary>
internal sealed record MailAddresses(MailboxAddress From, MailboxAddress To, MailboxAddress Operator)
{
    /// <summary>Stands in where no sender is set: previews and the demo.</summary>
    private const string DefaultSender = "activitysync@localhost";

    /// <summary>Where the runner ends the mails; null without a public page.</summary>
    public Uri? UnsubscribePage { get; init; }

    /// <summary>The domain of Message-IDs: the sender's.</summary>
    public string Domain => From.Domain is { Length: > 0 } domain ? new IdnMapping().GetAscii(domain) : "localhost";

    /// <exception cref="OperationException">An address is none.</exception>
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
                settings.Mail.Operator ?? (settings.Athletes is [var first, ..] ? first.Email : athlete.Email),
                "Mail:Operator"
            )
        );
    }

    private static MailboxAddress ParseAddress(string text, string key) =>
        MailboxAddress.TryParse(text, out var address)
            ? address
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"{key}: this is no mail address; write it as name@example.org."
            );
}
