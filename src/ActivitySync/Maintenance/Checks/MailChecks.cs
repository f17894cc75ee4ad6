using ActivitySync.Configuration;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Maintenance.Checks;

/// <summary>The mail server lets us in, or the folder for mails can be written. No mail is sent: <c>mail test</c> does that.</summary>
internal sealed class MailCheck(AppSettings settings, IMailTransport transport) : ICheck
{
    public string Name => "mail";

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        if (settings.Mail is { Smtp.Host: null or "", PickupDirectory: null or "" })
        {
            found.Add(
                Finding.Invalid(
                    "Mail:Smtp:Host: no mail server is set, so no digest can be sent; set it, or Mail:PickupDirectory for mails as files."
                )
            );
            return found;
        }

        var last = "";
        var outcome = await transport.TestAsync(line => last = line, cancellationToken);
        found.Add(
            outcome.Result switch
            {
                MailResult.Accepted => Finding.Ok($"{last} 'activitysync mail test' sends a mail."),
                MailResult.Transient or MailResult.Unknown => Finding.Unavailable(outcome.Message!),
                _ => Finding.ActionNeeded(outcome.Message!),
            }
        );
        return found;
    }
}

/// <summary>The operator's own mail templates, if there are any.</summary>
internal sealed class TemplateCheck(MailTemplates templates) : ICheck
{
    public string Name => "templates";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        foreach (var verdict in templates.Check())
        {
            yield return verdict.IsUsed ? Finding.Ok(verdict.Message) : Finding.Invalid(verdict.Message);
        }
    }
}
