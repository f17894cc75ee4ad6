using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Commands;

/// <summary><c>forget --athlete NAME</c>: deletes everything stored about an athlete.</summary>
internal static class ForgetCommand
{
    private static readonly Option<string> Athlete = new("--athlete")
    {
        Description = "The athlete. May be one that is no longer in the settings.",
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

    private static async Task<ExitCode> ForgetAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.GetValue(Athlete)!;
        if (!context.GetValue(Yes))
        {
            Confirm(context, name);
        }

        context.RequireSecrets();
        using var exclusive = context.GetService<DaemonLock>().AcquireToErase(name);
        var athlete = context.Settings.Athletes.FirstOrDefault(known => known.Name == name);
        var isRevoked = athlete is null
            ? null
            : await context.GetService<StravaDisconnector>().DisconnectAsync(athlete, cancellationToken);
        var (backups, notSearched) = context.GetService<AthleteEraser>().Erase(name);
        context.Out.WriteLine(
            $"Deleted everything stored about {name}"
                + (backups == 0 ? "." : $", also in {backups} backup{(backups == 1 ? "" : "s")}.")
        );
        foreach (var file in notSearched)
        {
            context.Out.WriteLine(
                $"{file}: damaged and could not be searched; it may still contain data of {name}. "
                    + "Delete it once you have recovered what you need from it."
            );
        }

        if (isRevoked == false)
        {
            context.Out.WriteLine(
                "Strava: the authorization could not be revoked. "
                    + "Remove the app at https://www.strava.com/settings/apps."
            );
        }

        if (athlete is not null)
        {
            context.Out.WriteLine(
                $"Remove {name} from the settings ({GetSettingsPath(athlete, context.Settings)}); "
                    + "if you keep it, the daemon stores new data at its next start."
            );
        }

        if (context.Settings.Mail.PickupDirectory is { } pickup)
        {
            context.Out.WriteLine($"Not deleted: emails in {pickup}, logs, and copies made by hand.");
        }

        return ExitCode.Done;
    }

    private static string GetSettingsPath(AthleteSettings athlete, AppSettings settings) =>
        $"Athletes:{settings.Athletes.ToList().IndexOf(athlete)}";

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
