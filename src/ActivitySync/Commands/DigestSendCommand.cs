using System.CommandLine;
using ActivitySync.Mail.Outbox;

namespace ActivitySync.Commands;

/// <summary><c>digest send</c>: sends a digest that was not sent yet.</summary>
internal static class DigestSendCommand
{
    private static readonly Option<string?> Week = new("--week")
    {
        Description = "The ISO week of the digest. Default: the latest that was due, however old.",
        HelpName = "2026-W47",
    };

    public static Command Create()
    {
        var send = CommandBuilder
            .Create("send", "Sends a week's digest now, unless it was sent already.", "digest send --week 2026-W47")
            .Handle(
                async (context, cancellationToken) =>
                {
                    context.RequireMail();
                    SendReport report;
                    using (context.ShowProgress(() => "Sending"))
                    {
                        report = await context
                            .GetService<DigestSender>()
                            .SendAsync(context.Athlete, context.GetValue(Week), cancellationToken);
                    }

                    return await report.WriteReportAsync(context);
                }
            );
        send.Options.Add(Week);
        send.Options.Add(CommandBuilder.AthleteOption);
        return send;
    }

    /// <summary>Prints the report's message to standard output, or to standard error after a failure.</summary>
    public static async Task<ExitCode> WriteReportAsync(this SendReport report, CommandContext context)
    {
        await (report.Error is null ? context.Out : context.Error).WriteLineAsync(report.Message);
        return report.Error.ToExitCode();
    }
}
