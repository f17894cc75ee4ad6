using System.CommandLine;
using ActivitySync.Operations;
using ActivitySync.Settings;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Commands;

/// <summary><c>forget --athlete NAME</c>: the end of a runner here.</summary>
internal static class ForgetCommand
{
    private static readonly Option<string> Athlete = new("--athlete") { Description = "The runner; also one whom the settings no longer name.", HelpName = "NAME", Required = true };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask." };

    public static Command Create()
    {
        var verb = Verb.Named("forget", "Deletes all that is held on one runner, for good.", "forget --athlete anna --yes");
        verb.Options.Add(Athlete);
        verb.Options.Add(Yes);
        return verb.Does(ForgetAsync);
    }

    private static async Task<ExitCode> ForgetAsync(VerbCall call, CancellationToken cancellationToken)
    {
        var name = call.Value(Athlete)!;
        if (!call.Value(Yes)) Ask(call, name);
        call.RequireSecrets();
        using var alone = call.Use<DaemonLock>().TakeToForget(name);
        var athlete = call.Settings.Athletes.FirstOrDefault(known => known.Name == name);
        var isEnded = athlete is null ? null : await call.Use<StravaDisconnection>().RevokeAsync(athlete, cancellationToken);
        var (copies, notSearched) = call.Use<ForgetRunner>().Forget(name);
        call.Out.WriteLine($"All that was held on {name} is deleted{(copies == 0 ? "" : $", from {copies} backup{(copies == 1 ? "" : "s")} too")}.");
        foreach (var file in notSearched) call.Out.WriteLine($"{file}: damaged, so it could not be searched and may still name {name}; delete it when nothing has to be saved from it.");
        if (isEnded == false) call.Out.WriteLine("Strava did not confirm the end of the authorisation; remove the app at https://www.strava.com/settings/apps.");
        if (athlete is not null) call.Out.WriteLine($"Take {name} out of the settings, or the next start begins anew: {Place(athlete, call.Settings)}.");
        if (call.Settings.Mail.PickupDirectory is { } mails) call.Out.WriteLine($"Mails that were put into {mails} are yours to delete, and so are logs and copies made by hand.");
        return ExitCode.Done;
    }

    private static string Place(AthleteSettings athlete, AppSettings settings) => $"Athletes:{settings.Athletes.ToList().IndexOf(athlete)}";

    private static void Ask(VerbCall call, string name)
    {
        if (Console.IsInputRedirected)
            throw new CannotProceedException(ExitCode.WrongInput, $"forget deletes all that is held on {name}, for good; say --yes if that is meant.");
        call.Out.Write($"Delete all that is held on {name}, for good? Type the name: ");
        if (Console.ReadLine()?.Trim() != name) throw new CannotProceedException(ExitCode.WrongInput, "Nothing was deleted.");
    }
}
