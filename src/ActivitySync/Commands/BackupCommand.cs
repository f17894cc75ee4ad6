using System.CommandLine;
using ActivitySync.Operations;

namespace ActivitySync.Commands;

/// <summary><c>backup FILE</c>: a copy of the database, while the daemon may be at work.</summary>
internal static class BackupCommand
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "Where the copy goes; an older copy there is replaced, anything else is not." };

    public static Command Create()
    {
        var verb = Verb.Named("backup", "Copies the database while it is in use, and opens the copy to see that it is whole.", "backup /var/backups/activitysync.db");
        verb.Arguments.Add(File);
        return verb.Does(call =>
        {
            var target = call.Value(File)!.FullName;
            call.Use<Backups>().Write(target);
            call.Out.WriteLine($"{target}: written and verified. Rows from Strava are not in it; they are read again. Keep secret.key beside it, or connect the services again.");
            return ExitCode.Done;
        });
    }
}
