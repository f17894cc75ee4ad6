using System.CommandLine;
using ActivitySync.Operations;

namespace ActivitySync.Commands;

/// <summary><c>restore FILE</c>: puts a copy in the database's place.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "A copy made by 'backup' or by night." };

    public static Command Create()
    {
        var verb = Verb.Named(
            "restore", "Puts a backup in the database's place; what stood there is kept. The daemon must not be running.", "restore data/backups/activitysync-2026-11-25.db");
        verb.Arguments.Add(File);
        return verb.Does(call =>
        {
            var file = call.Value(File)!.FullName;
            if (PathTrouble.LineOf(file) is { } missing) throw new CannotProceedException(ExitCode.WrongInput, missing);
            var restored = call.Use<Backups>().Restore(file);
            call.Out.WriteLine($"{file}: in place.{(restored.Aside is null ? "" : $" What stood there is now {restored.Aside}.")} Start the daemon again.");
            if (!restored.MailsAreKnown) call.Out.WriteLine("Which mails went out since that copy could not be read from what stood there; one of the last 48 hours may come a second time.");
            return ExitCode.Done;
        });
    }
}
