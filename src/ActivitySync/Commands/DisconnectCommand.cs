using System.CommandLine;
using System.Globalization;
using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary><c>disconnect</c>: ends a source's authorisation and deletes what came from it.</summary>
internal static class DisconnectCommand
{
    public static Command Create()
    {
        var disconnect = Verb.Named("disconnect", "Revokes a source and deletes what came from it.", "disconnect strava --athlete anna");
        var strava = Verb.Named("strava", "Ends the authorisation at Strava and deletes what came from there.", "disconnect strava --athlete anna");
        strava.Options.Add(Verb.Athlete);
        disconnect.Subcommands.Add(strava.Does(StravaAsync));
        var garmin = Verb.Named("garmin", "Ends the use of Garmin and deletes what came from there.", "disconnect garmin --athlete anna");
        garmin.Options.Add(Verb.Athlete);
        disconnect.Subcommands.Add(garmin.Does(Garmin));
        return disconnect;
    }

    private static ExitCode Garmin(VerbCall call)
    {
        var athlete = call.Athlete;
        call.Use<GarminConnection>().End(athlete);
        call.Out.WriteLine($"Disconnected {athlete.Name} from Garmin at {Now(call)} UTC: {Forget(call, athlete, SourceName.Garmin)} recordings and the token are deleted.");
        call.Out.WriteLine($"The key itself can be ended at Garmin alone: delete it at {GarminTrouble.KeyPage}, and take it out of the settings.");
        if (athlete.Sources.Garmin) call.Out.WriteLine($"To keep it so, set Sources:Garmin of {athlete.Name} to false in the settings.");
        return ExitCode.Done;
    }

    private static string Now(VerbCall call) =>
        call.Use<TimeProvider>().GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static int Forget(VerbCall call, AthleteSettings athlete, SourceName source)
    {
        long athleteId;
        using (var store = call.Use<Database>().Open())
        {
            athleteId = Athletes.IdOf(store, athlete.Name, call.Use<TimeProvider>());
        }

        return call.Use<ForgetSource>().Forget(athleteId, source);
    }

    private static async Task<ExitCode> StravaAsync(VerbCall call, CancellationToken cancellationToken)
    {
        call.RequireSecrets();
        var athlete = call.Athlete;
        var isConfirmed = await call.Use<StravaDisconnection>().RevokeAsync(athlete, cancellationToken);
        var deleted = Forget(call, athlete, SourceName.Strava);
        call.Out.WriteLine($"Disconnected {athlete.Name} from Strava at {Now(call)} UTC: {deleted} recordings and the tokens are deleted.");
        call.Out.WriteLine(isConfirmed switch
        {
            true => "Strava confirms that the authorisation has ended.",
            null => "There was no authorisation to end.",
            false => "Strava did not confirm the end of the authorisation.",
        });
        if (athlete.Sources.Strava) call.Out.WriteLine($"To keep it so, set Sources:Strava of {athlete.Name} to false in the settings.");
        if (isConfirmed != false) return ExitCode.Done;
        call.Error.WriteLine("Strava: the authorisation could not be ended there; remove the app at https://www.strava.com/settings/apps.");
        return ExitCode.ActionNeeded;
    }
}
