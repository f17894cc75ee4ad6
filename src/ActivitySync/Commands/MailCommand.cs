using System.CommandLine;
using ActivitySync.Mail;
using ActivitySync.Outbox;

namespace ActivitySync.Commands;

/// <summary><c>activitysync mail test</c>.</summary>
internal static class MailCommand
{
    public static Command Create()
    {
        var test = Verb.Named("test", "Sends one mail through the real transport and tells each step.", "mail test --athlete anna").Does(TestAsync);
        test.Options.Add(Verb.Athlete);
        var mail = Verb.Named("mail", "Tests the mail transport.", "mail test");
        mail.Subcommands.Add(test);
        return mail;
    }

    private static async Task<ExitCode> TestAsync(VerbCall call, CancellationToken cancellationToken)
    {
        call.RequireSecrets();
        var outcome = await call.Use<TestMail>().SendAsync(call.Athlete, call.Out.WriteLine, cancellationToken);
        if (outcome.Result == MailResult.Accepted)
        {
            await call.Out.WriteLineAsync("Sent. If it does not arrive, look into the spam folder and the mail server's log.");
            return ExitCode.Done;
        }

        await call.Error.WriteLineAsync(outcome.Line);
        return outcome.Result is MailResult.Transient or MailResult.Unknown ? ExitCode.RemoteAway : ExitCode.ActionNeeded;
    }
}
