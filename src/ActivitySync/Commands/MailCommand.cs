using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Commands;

/// <summary><c>mail test</c>: sends a test mail.</summary>
internal static class MailCommand
{
    public static Command Create()
    {
        var test = CommandBuilder
            .Create(
                "test",
                "Sends a test email and reports each step. "
                    + "Without a mail server it is written into Mail:PickupDirectory.",
                "mail test --athlete anna"
            )
            .Handle(SendTestAsync);
        test.Options.Add(CommandBuilder.AthleteOption);
        var mail = CommandBuilder.Create("mail", "Tests email delivery.", "mail test");
        mail.Subcommands.Add(test);
        return mail;
    }

    /// <summary>Email can be tested while the database can't be read; only the day in the test email may differ
    /// then.</summary>
    private static AthleteSettings GetAthlete(CommandContext context)
    {
        try
        {
            return context.Athlete;
        }
        catch (DatabaseException)
        {
            return context.FileAthlete;
        }
    }

    private static async Task<ExitCode> SendTestAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.RequireSecrets();
        var outcome = await context
            .GetService<TestMailSender>()
            .SendAsync(GetAthlete(context), context.Out.WriteLine, cancellationToken);
        if (outcome.Result == MailResult.Accepted)
        {
            await context.Out.WriteLineAsync(
                context.Settings.Mail.PickupDirectory is { } folder
                    ? $"Written into {folder}. {MailSettings.NothingSentNote}"
                    : "Sent. If it does not arrive, check the spam folder and the mail server's log."
            );
            return ExitCode.Done;
        }

        await context.Error.WriteLineAsync(outcome.Message);
        return outcome.Result is MailResult.Transient or MailResult.Unknown
            ? ExitCode.RemoteUnavailable
            : ExitCode.ActionRequired;
    }
}
