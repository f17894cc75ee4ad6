using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>disconnect</c>: revokes a source's authorization and deletes its data.</summary>
internal static class DisconnectCommand
{
    public static Command Create()
    {
        var disconnect = CommandBuilder.Create(
            "disconnect",
            "Revokes access to a source and deletes its data.",
            "disconnect strava --athlete anna"
        );
        var strava = CommandBuilder.Create(
            "strava",
            "Revokes the authorization at Strava and deletes its data.",
            "disconnect strava --athlete anna"
        );
        strava.Options.Add(CommandBuilder.AthleteOption);
        disconnect.Subcommands.Add(strava.Handle(DisconnectStravaAsync));
        var garmin = CommandBuilder.Create(
            "garmin",
            "Stops using Garmin and deletes its data.",
            "disconnect garmin --athlete anna"
        );
        garmin.Options.Add(CommandBuilder.AthleteOption);
        disconnect.Subcommands.Add(garmin.Handle(DisconnectGarmin));
        return disconnect;
    }

    private static ExitCode DisconnectGarmin(CommandContext context)
    {
        var athlete = context.Athlete;
        context.GetService<GarminConnectionService>().Disconnect(athlete);
        context.Out.WriteLine(
            $"Disconnected {athlete.Name} from Garmin at {FormatNow(context)} UTC. "
                + $"Deleted {DeleteRecordings(context, athlete, SourceName.Garmin)} recordings and the token."
        );
        context.Out.WriteLine(
            $"The key itself is still valid. Delete it at {GarminError.KeyPageUrl}, and remove it from the settings."
        );
        if (athlete.Sources.Garmin)
        {
            context.Out.WriteLine(
                $"Set Sources:Garmin of {athlete.Name} to false in the settings, so that it stays off."
            );
        }

        return ExitCode.Done;
    }

    private static string FormatNow(CommandContext context) =>
        context.GetService<TimeProvider>().GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static int DeleteRecordings(CommandContext context, AthleteSettings athlete, SourceName source)
    {
        long athleteId;
        using (var connection = context.GetService<Database>().Open())
        {
            athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        }

        return context.GetService<SourceDataEraser>().Erase(athleteId, source);
    }

    private static async Task<ExitCode> DisconnectStravaAsync(
        CommandContext context,
        CancellationToken cancellationToken
    )
    {
        context.RequireSecrets();
        var athlete = context.Athlete;
        var isConfirmed = await context.GetService<StravaDisconnector>().DisconnectAsync(athlete, cancellationToken);
        var deleted = DeleteRecordings(context, athlete, SourceName.Strava);
        context.Out.WriteLine(
            $"Disconnected {athlete.Name} from Strava at {FormatNow(context)} UTC. "
                + $"Deleted {deleted} recordings and the tokens."
        );
        context.Out.WriteLine(
            isConfirmed switch
            {
                true => "Strava confirmed that the authorization is revoked.",
                null => "There was no authorization to revoke.",
                false => "Strava did not confirm that the authorization is revoked.",
            }
        );
        if (athlete.Sources.Strava)
        {
            context.Out.WriteLine(
                $"Set Sources:Strava of {athlete.Name} to false in the settings, so that it stays off."
            );
        }

        if (isConfirmed != false)
        {
            return ExitCode.Done;
        }

        context.Error.WriteLine(
            "Strava: the authorization could not be revoked. Remove the app at https://www.strava.com/settings/apps."
        );
        return ExitCode.ActionRequired;
    }
}
