using System.CommandLine;
using ActivitySync.Maintenance;

namespace ActivitySync.Commands;

/// <summary><c>backup FILE</c>: copies the database, also while the daemon runs.</summary>
internal static class BackupCommand
{
    private static readonly Argument<FileInfo> File = new("FILE")
    {
        Description = "The backup file. An older backup there is replaced, any other file is not.",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "backup",
            "Backs up the database and verifies the backup. The daemon may be running.",
            "backup /var/backups/activitysync.db"
        );
        command.Arguments.Add(File);
        return command.Handle(context =>
        {
            var target = context.GetValue(File)!.FullName;
            using (context.ShowProgress(() => "Backing up the database"))
            {
                context.GetService<BackupService>().Write(target);
            }

            context.Out.WriteLine(
                $"{target}: written and verified. It contains no data from Strava; that is synced again. "
                    + "Keep a copy of secret.key with it; without the key you have to connect your sources again."
            );
            return ExitCode.Done;
        });
    }
}
