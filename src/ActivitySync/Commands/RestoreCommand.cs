using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Maintenance;

namespace ActivitySync.Commands;

/// <summary><c>restore FILE</c>: puts a copy in the database's place.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<FileInfo> File = new("FILE")
    {
        Description = "A copy made by 'backup' or by night.",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "restore",
            "Puts a backup in the database's place; what stood there is kept. The daemon must not be running.",
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

            var restored = context.GetService<BackupService>().Restore(file);
            context.Out.WriteLine(
                $"{file}: in place.{(restored.ReplacedDatabase is null ? "" : $" What stood there is now {restored.ReplacedDatabase}.")} Start the daemon again."
            );
            if (!restored.HasMailHistory)
            {
                context.Out.WriteLine(
                    "Which mails went out since that copy could not be read from what stood there; one of the last 48 hours may come a second time."
                );
            }

            return ExitCode.Done;
        });
    }
}
