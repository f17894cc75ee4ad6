using System.CommandLine;
using ActivitySync.Mail.Outbox;

namespace ActivitySync.Commands;

/// <summary><c>digest resend</c>: sends a digest again.</summary>
internal static class DigestResendCommand
{
    private static readonly Option<string?> Week = new("--week")
    {
        Description = "The ISO week of the digest. Default: the latest that was due.",
        HelpName = "2026-W47",
    };

    public static Command Create()
    {
        var resend = CommandBuilder
            .Create("resend", "Sends a digest again, as a new email.", "digest resend --week 2026-W47")
            .Handle(
                async (context, cancellationToken) =>
                {
                    context.RequireMail();
                    SendReport report;
                    using (context.ShowProgress(() => "Sending"))
                    {
                        report = await context
                            .GetService<DigestSender>()
                            .ResendAsync(context.Athlete, context.GetValue(Week), cancellationToken);
                    }

                    return await report.WriteReportAsync(context);
                }
            );
        resend.Options.Add(Week);
        resend.Options.Add(CommandBuilder.AthleteOption);
        return resend;
    }
}
