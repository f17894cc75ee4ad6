using ActivitySync.Outbox;
using ActivitySync.Settings;

namespace ActivitySync.Operations.Checks;

/// <summary>The mail server lets us in, or the folder for mails can be written. No mail is sent: <c>mail test</c> does that.</summary>
internal sealed class MailCheck(AppSettings settings, IMailTransport transport) : ICheck
{
    public string Name => "mail";

    public async ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        if (settings.Mail is { Smtp.Host: null or "", PickupDirectory: null or "" })
        {
            found.Add(Finding.Wrong("Mail:Smtp:Host: no mail server is set, so no digest can be sent; set it, or Mail:PickupDirectory for mails as files."));
            return found;
        }

        var last = "";
        var outcome = await transport.TryAsync(line => last = line, cancellationToken);
        found.Add(outcome.Result switch
        {
            MailResult.Accepted => Finding.Ok($"{last} 'activitysync mail test' sends a mail."),
            MailResult.Transient or MailResult.Unknown => Finding.Away(outcome.Line!),
            _ => Finding.Act(outcome.Line!),
        });
        return found;
    }
}
