using System.CommandLine;
using ActivitySync.Maintenance;

namespace ActivitySync.Commands;

/// <summary><c>backup FILE</c>: a copy of the database, while the daemon may be at work.</summary>
internal static class BackupCommand
{
    private static readonly Argument<FileInfo> File = new("FILE")
    {
        Description = "Where the copy goes; an older copy there is replaced, anything else is not.",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "backup",
            "Copies the database while it is in use, and opens the copy to see that it is whole.",
            "backup /var/backups/activitysync.db"
        );
        command.Arguments.Add(File);
        return command.Handle(context =>
        {
            var target = context.GetValue(File)!.FullName;
            context.GetService<BackupService>().Write(target);
            context.Out.WriteLine(
                $"{target}: written and verified. Rows from Strava are not in it; they are read again. Keep secret.key beside it, or connect the services again."
            );
            return ExitCode.Done;
        });
    }
}
