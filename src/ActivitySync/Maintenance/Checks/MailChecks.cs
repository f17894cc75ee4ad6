using ActivitySync.Configuration;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Maintenance.Checks;

/// <summary>
/// Checks that the mail server accepts the login, or that the pickup directory is writable. Sends no mail; <c>mail
/// test</c>
/// does.
/// </summary>
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
                    "Mail:Smtp:Host: not set, so no digest can be sent. Set it, or set Mail:PickupDirectory to write "
                        + "emails as files."
                )
            );
            return found;
        }

        var last = "";
        var outcome = await transport.TestAsync(line => last = line, cancellationToken);
        found.Add(
            outcome.Result switch
            {
                MailResult.Accepted when settings.Mail.PickupDirectory is not null => Finding.Ok(
                    $"{last} No mail server is set, so emails are only written there."
                ),
                MailResult.Accepted => Finding.Ok($"{last} 'activitysync mail test' sends an email."),
                MailResult.Transient or MailResult.Unknown => Finding.Unavailable(outcome.Message!),
                _ => Finding.ActionNeeded(outcome.Message!),
            }
        );
        return found;
    }
}

/// <summary>Checks the operator's own mail templates, if there are any.</summary>
internal sealed class TemplateCheck(MailTemplates templates) : ICheck
{
    public string Name => "templates";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        foreach (var template in templates.Check())
        {
            yield return template.IsUsed ? Finding.Ok(template.Message) : Finding.Invalid(template.Message);
        }
    }
}
