using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary><c>digest preview|send|resend</c>.</summary>
internal static class DigestCommand
{
    public static Command Create()
    {
        var digest = CommandBuilder.Create("digest", "Previews and sends digests.", "digest send --week 2026-W47");
        digest.Subcommands.Add(DigestPreviewCommand.Create());
        digest.Subcommands.Add(DigestSendCommand.Create());
        digest.Subcommands.Add(DigestResendCommand.Create());
        return digest;
    }
}
