using System.CommandLine;
using System.Globalization;
using ActivitySync.Intake;
using ActivitySync.Sources;
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
        disconnect.Subcommands.Add(NotYetCommand.Create("garmin", "Ends the use of Garmin."));
        return disconnect;
    }

    private static async Task<ExitCode> StravaAsync(VerbCall call, CancellationToken cancellationToken)
    {
        var athlete = call.Athlete;
        var isConfirmed = await call.Use<StravaDisconnection>().RevokeAsync(athlete, cancellationToken);
        var clock = call.Use<TimeProvider>();
        long athleteId;
        using (var store = call.Use<Database>().Open())
        {
            athleteId = Athletes.IdOf(store, athlete.Name, clock);
        }

        var deleted = call.Use<ForgetSource>().Forget(athleteId, SourceName.Strava);
        var at = clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        call.Out.WriteLine($"Disconnected {athlete.Name} from Strava at {at} UTC: {deleted} recordings and the tokens are deleted.");
        call.Out.WriteLine(isConfirmed switch
        {
            true => "Strava confirms that the authorisation has ended.",
            null => "There was no authorisation to end.",
            false => "Strava did not confirm the end of the authorisation.",
        });
        if (athlete.Sources.Strava) call.Out.WriteLine($"To keep it so, set Sources.Strava of {athlete.Name} to false in the settings.");
        if (isConfirmed != false) return ExitCode.Done;
        call.Error.WriteLine("Strava: the authorisation could not be ended there; remove the app at https://www.strava.com/settings/apps.");
        return ExitCode.ActionNeeded;
    }
}
