using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary><c>forget --athlete NAME</c>: the end of a runner here.</summary>
internal static class ForgetCommand
{
    private static readonly Option<string> Athlete = new("--athlete")
    {
        Description = "The runner; also one whom the settings no longer name.",
        HelpName = "NAME",
        Required = true,
    };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask." };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "forget",
            "Deletes all that is held on one runner, for good.",
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
        using var alone = context.GetService<DaemonLock>().AcquireToErase(name);
        var athlete = context.Settings.Athletes.FirstOrDefault(known => known.Name == name);
        var remainingActions = athlete is null ? [] : await DisconnectAsync(context, athlete, cancellationToken);
        var (copies, notSearched) = context.GetService<AthleteEraser>().Erase(name);
        context.Out.WriteLine(
            $"All that was held on {name} is deleted{(copies == 0 ? "" : $", from {copies} backup{(copies == 1 ? "" : "s")} too")}."
        );
        foreach (var file in notSearched)
        {
            context.Out.WriteLine(
                $"{file}: damaged, so it could not be searched and may still name {name}; delete it when nothing has to be saved from it."
            );
        }

        foreach (var action in remainingActions)
        {
            context.Out.WriteLine(action);
        }

        if (athlete is not null)
        {
            context.Out.WriteLine(
                $"Take {name} out of the settings, or the next start begins anew: {GetSettingsPath(athlete, context.Settings)}."
            );
        }

        if (context.Settings.Mail.PickupDirectory is { } mails)
        {
            context.Out.WriteLine(
                $"Mails that were put into {mails} are yours to delete, and so are logs and copies made by hand."
            );
        }

        return ExitCode.Done;
    }

    /// <summary>Ends the authorizations at all sources.</summary>
    /// <returns>What a person still has to do.</returns>
    private static async Task<IReadOnlyList<string>> DisconnectAsync(
        CommandContext context,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var actions = new List<string>();
        foreach (var source in SourceDescriptors.All)
        {
            var result = await source.DisconnectAsync(
                context.GetService<IServiceProvider>(),
                athlete,
                cancellationToken
            );
            if (result.RemainingAction is { } action)
            {
                actions.Add(action);
            }
        }

        return actions;
    }

    private static string GetSettingsPath(AthleteSettings athlete, AppSettings settings) =>
        $"Athletes:{settings.Athletes.ToList().IndexOf(athlete)}";

    private static void Confirm(CommandContext context, string name)
    {
        if (Console.IsInputRedirected)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"forget deletes all that is held on {name}, for good; say --yes if that is meant."
            );
        }

        context.Out.Write($"Delete all that is held on {name}, for good? Type the name: ");
        if (Console.ReadLine()?.Trim() != name)
        {
            throw new OperationException(ErrorKind.InvalidInput, "Nothing was deleted.");
        }
    }
}
