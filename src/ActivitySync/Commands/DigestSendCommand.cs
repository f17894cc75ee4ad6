using System.CommandLine;
using ActivitySync.Outbox;

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
        var send = Verb.Named("send", "Sends a week's digest now. One that was sent is not sent again.", "digest send --week 2026-W47").Does(async (call, cancellationToken) =>
        {
            call.RequireMail();
            var report = await call.Use<SendDigest>().SendAsync(call.Athlete, call.Value(Week), cancellationToken);
            return await report.TellAsync(call);
        });
        send.Options.Add(Week);
        send.Options.Add(Verb.Athlete);
        return send;
    }

    /// <summary>The line goes out if all is well, else to standard error.</summary>
    public static async Task<ExitCode> TellAsync(this SendReport report, VerbCall call)
    {
        await (report.ExitCode == ExitCode.Done ? call.Out : call.Error).WriteLineAsync(report.Line);
        return report.ExitCode;
    }
}
