using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Maintenance;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>forget --athlete NAME</c>: deletes everything stored about an athlete.</summary>
internal static class ForgetCommand
{
    private static readonly Option<string> Athlete = new("--athlete")
    {
        Description = "The athlete. May be one who was removed.",
        HelpName = "NAME",
        Required = true,
    };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Don't ask for confirmation." };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "forget",
            "Permanently deletes everything stored about an athlete.",
            "forget --athlete anna --yes"
        );
        command.Options.Add(Athlete);
        command.Options.Add(Yes);
        return command.Handle(ForgetAsync);
    }

    /// <summary>Another node that still knows the athlete would sync the athlete again.</summary>
    private static void RequireNoOtherNode(CommandContext context, AthleteRoster roster, string name)
    {
        var alive = context.GetService<Database>().GetAliveNodes();
        if (alive.Count > 0 && (roster.IsInFile(name) || roster.IsStored(name)))
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{name}: running nodes ({string.Join(", ", alive)}) serve {name} and would "
                    + $"sync {name} again. Run 'activitysync athlete remove {name}' or remove {name} from the settings "
                    + "of all nodes and restart them, or stop them; then retry a minute later."
            );
        }
    }

    private static async Task<ExitCode> ForgetAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.GetValue(Athlete)!;
        if (!context.GetValue(Yes))
        {
            Confirm(context, name);
        }

        context.RequireSecrets();
        var roster = context.GetService<AthleteRoster>();
        using var exclusive = context.GetService<DaemonLock>().AcquireToErase(name, roster.IsStored(name));
        var athlete = roster.Find(name);
        RequireNoOtherNode(context, roster, name);
        var remainingActions = athlete is null
            ? []
            : await context.GetService<SourceDisconnector>().DisconnectAllAsync(athlete, cancellationToken);
        var erased = Erase(context, name);
        var backups = erased.Cleaned;
        context.Out.WriteLine(
            $"Deleted everything stored about {name}"
                + (backups == 0 ? "." : $", also in {backups} backup{(backups == 1 ? "" : "s")}.")
        );
        context.Out.WriteLine($"Searched: {string.Join(", ", erased.Searched)}.");
        foreach (var file in erased.NotDeleted)
        {
            context.Out.WriteLine(
                $"{file}: cannot be searched or deleted and may contain data of {name}. "
                    + "Check its permissions, and retry."
            );
        }

        foreach (var file in erased.NotSearched)
        {
            context.Out.WriteLine(
                $"{file}: damaged and could not be searched; it may still contain data of {name}. "
                    + "Delete it once you have recovered what you need from it."
            );
        }

        foreach (var action in remainingActions)
        {
            context.Out.WriteLine(action);
        }

        if (athlete is not null && roster.IsInFile(name))
        {
            context.Out.WriteLine(
                $"Remove {name} from the settings ({GetSettingsPath(name, context.Settings)}); "
                    + "if you keep it, the daemon stores new data at its next start."
            );
        }

        if (context.Settings.File is { } settings && File.Exists(SetupTarget.GetBeforePath(settings)))
        {
            context.Out.WriteLine(
                $"{SetupTarget.GetBeforePath(settings)}: the settings before the last setup may name {name}. "
                    + "Check the file, and delete it."
            );
        }

        if (context.GetService<Database>().FilePath is null)
        {
            context.Out.WriteLine(
                "The log and the backups of the database server contain the rows for as long as you keep them. "
                    + "Check their retention."
            );
        }

        var emails = context.Settings.Mail.PickupDirectory is { } pickup ? $"emails in {pickup}, " : "";
        var files = athlete?.Sources.Inbox is { } inbox ? $"files in {inbox}, " : "";
        context.Out.WriteLine(
            $"Not deleted: {emails}{files}logs, and exports, backups and previews written elsewhere."
        );
        return ExitCode.Done;
    }

    /// <summary>Backups are searched, which can take long.</summary>
    private static EraseResult Erase(CommandContext context, string name)
    {
        using var progress = context.ShowProgress(() => $"Deleting {name}, also in backups");
        return context.GetService<AthleteEraser>().Erase(name);
    }

    private static string GetSettingsPath(string name, AppSettings settings) =>
        $"Athletes:{settings.FileAthletes.ToList().FindIndex(athlete => athlete.Name == name)}";

    private static void Confirm(CommandContext context, string name)
    {
        if (Console.IsInputRedirected)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"forget permanently deletes everything stored about {name}. Use --yes to confirm."
            );
        }

        context.Out.Write($"Permanently delete everything stored about {name}? Type the name: ");
        if (Console.ReadLine()?.Trim() != name)
        {
            throw new OperationException(ErrorKind.InvalidInput, "Nothing was deleted.");
        }
    }
}
