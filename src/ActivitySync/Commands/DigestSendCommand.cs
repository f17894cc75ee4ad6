using System.CommandLine;
using ActivitySync.Mail.Outbox;

namespace ActivitySync.Commands;

/// <summary><c>activitysync digest send</c>.</summary>
internal static class DigestSendCommand
{
    private static readonly Option<string?> Week = new("--week")
    {
        Description = "The ISO week of the digest; default: the latest that was due, however old.",
        HelpName = "2026-W47",
    };

    public static Command Create()
    {
        var send = CommandBuilder
            .Create(
                "send",
                "Sends a week's digest now. One that was sent is not sent again.",
                "digest send --week 2026-W47"
            )
            .Handle(
                async (context, cancellationToken) =>
                {
                    context.RequireMail();
                    var report = await context
                        .GetService<DigestSender>()
                        .SendAsync(context.Athlete, context.GetValue(Week), cancellationToken);
                    return await report.WriteReportAsync(context);
                }
            );
        send.Options.Add(Week);
        send.Options.Add(CommandBuilder.AthleteOption);
        return send;
    }

    /// <summary>The line goes out if all is well, else to standard error.</summary>
    public static async Task<ExitCode> WriteReportAsync(this SendReport report, CommandContext context)
    {
        await (report.Error is null ? context.Out : context.Error).WriteLineAsync(report.Message);
        return report.Error.ToExitCode();
    }
}
