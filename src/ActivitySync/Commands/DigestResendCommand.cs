using System.CommandLine;
using ActivitySync.Outbox;

namespace ActivitySync.Commands;

/// <summary><c>activitysync digest resend</c>.</summary>
internal static class DigestResendCommand
{
    private static readonly Option<string?> Week = new("--week")
    {
        Description = "The ISO week of the digest; default: the latest that was due.",
        HelpName = "2026-W47",
    };

    public static Command Create()
    {
        var resend = Verb.Named("resend", "Sends another copy of a digest, as a mail of its own.", "digest resend --week 2026-W47").Does(async (call, cancellationToken) =>
        {
            call.RequireMail();
            var report = await call.Use<ResendDigest>().SendAsync(call.Athlete, call.Value(Week), cancellationToken);
            return await report.TellAsync(call);
        });
        resend.Options.Add(Week);
        resend.Options.Add(Verb.Athlete);
        return resend;
    }
}
