using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>disconnect</c>: ends a source's authorisation and deletes what came from it.</summary>
internal static class DisconnectCommand
{
    public static Command Create()
    {
        var disconnect = CommandBuilder.Create(
            "disconnect",
            "Revokes a source and deletes what came from it.",
            "disconnect strava --athlete anna"
        );
        var strava = CommandBuilder.Create(
            "strava",
            "Ends the authorisation at Strava and deletes what came from there.",
            "disconnect strava --athlete anna"
        );
        strava.Options.Add(CommandBuilder.AthleteOption);
        disconnect.Subcommands.Add(strava.Handle(DisconnectStravaAsync));
        var garmin = CommandBuilder.Create(
            "garmin",
            "Ends the use of Garmin and deletes what came from there.",
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
            $"Disconnected {athlete.Name} from Garmin at {FormatNow(context)} UTC: {DeleteRecordings(context, athlete, SourceName.Garmin)} recordings and the token are deleted."
        );
        context.Out.WriteLine(
            $"The key itself can be ended at Garmin alone: delete it at {GarminError.KeyPageUrl}, and take it out of the settings."
        );
        if (athlete.Sources.Garmin)
        {
            context.Out.WriteLine($"To keep it so, set Sources:Garmin of {athlete.Name} to false in the settings.");
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
            $"Disconnected {athlete.Name} from Strava at {FormatNow(context)} UTC: {deleted} recordings and the tokens are deleted."
        );
        context.Out.WriteLine(
            isConfirmed switch
            {
                true => "Strava confirms that the authorisation has ended.",
                null => "There was no authorisation to end.",
                false => "Strava did not confirm the end of the authorisation.",
            }
        );
        if (athlete.Sources.Strava)
        {
            context.Out.WriteLine($"To keep it so, set Sources:Strava of {athlete.Name} to false in the settings.");
        }

        if (isConfirmed != false)
        {
            return ExitCode.Done;
        }

        context.Error.WriteLine(
            "Strava: the authorisation could not be ended there; remove the app at https://www.strava.com/settings/apps."
        );
        return ExitCode.ActionRequired;
    }
}
