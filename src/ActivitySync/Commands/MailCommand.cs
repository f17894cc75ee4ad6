using System.CommandLine;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Commands;

/// <summary><c>mail test</c>: sends a test mail.</summary>
internal static class MailCommand
{
    public static Command Create()
    {
        var test = CommandBuilder
            .Create("test", "Sends a test email and reports each step.", "mail test --athlete anna")
            .Handle(SendTestAsync);
        test.Options.Add(CommandBuilder.AthleteOption);
        var mail = CommandBuilder.Create("mail", "Tests email delivery.", "mail test");
        mail.Subcommands.Add(test);
        return mail;
    }

    private static async Task<ExitCode> SendTestAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.RequireSecrets();
        var outcome = await context
            .GetService<TestMailSender>()
            .SendAsync(context.Athlete, context.Out.WriteLine, cancellationToken);
        if (outcome.Result == MailResult.Accepted)
        {
            await context.Out.WriteLineAsync(
                "Sent. If it does not arrive, check the spam folder and the mail server's log."
            );
            return ExitCode.Done;
        }

        await context.Error.WriteLineAsync(outcome.Message);
        return outcome.Result is MailResult.Transient or MailResult.Unknown
            ? ExitCode.RemoteUnavailable
            : ExitCode.ActionRequired;
    }
}
