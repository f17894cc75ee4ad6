using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Maintenance;

namespace ActivitySync.Commands;

/// <summary><c>restore FILE</c>: replaces the database by a backup.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<FileInfo> File = new("FILE")
    {
        Description = "A backup made by 'backup' or at night.",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "restore",
            "Replaces the database by a backup and keeps the old database. The daemon must not be running.",
            "restore data/backups/activitysync-2026-11-25.db"
        );
        command.Arguments.Add(File);
        return command.Handle(context =>
        {
            var file = context.GetValue(File)!.FullName;
            if (PathErrors.FindError(file) is { } missing)
            {
                throw new OperationException(ErrorKind.InvalidInput, missing);
            }

            RestoreResult restored;
            using (context.ShowProgress(() => "Restoring the database"))
            {
                restored = context.GetService<BackupService>().Restore(file);
            }

            var replaced = restored.ReplacedDatabase is { } old ? $" The old database is now {old}." : "";
            context.Out.WriteLine($"{file}: restored.{replaced} Start the daemon again.");
            if (!restored.HasMailHistory)
            {
                context.Out.WriteLine(
                    "The old database could not be read for emails sent since that backup; "
                        + "an email of the last 48 hours may be sent a second time."
                );
            }

            return ExitCode.Done;
        });
    }
}
