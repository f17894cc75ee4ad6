using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Sources;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>connect</c>: authorises a source and shows that it works with a first sync.</summary>
internal static class ConnectCommand
{
    private static readonly Option<string?> Code = new("--code")
    {
        Description = "The code, or the whole address the browser ended on: for machines without a browser.",
        HelpName = "CODE",
    };

    private static readonly Option<string?> Expires = new("--expires")
    {
        Description = "The last day the key works, as Garmin's page shows it: then its end is told of in time.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var connect = CommandBuilder.Create("connect", "Authorises a source.", "connect strava --athlete anna");
        var strava = CommandBuilder.Create(
            "strava",
            "Authorises Strava: prints an address to open, waits for the answer, and reads the history.",
            "connect strava --athlete anna"
        );
        strava.Options.Add(CommandBuilder.AthleteOption);
        strava.Options.Add(Code);
        connect.Subcommands.Add(strava.Handle(ConnectStravaAsync));
        var garmin = CommandBuilder.Create(
            "garmin",
            "Shows Garmin the runner's key from the settings, and reads the history.",
            "connect garmin --athlete anna --expires 2027-11-25"
        );
        garmin.Options.Add(CommandBuilder.AthleteOption);
        garmin.Options.Add(Expires);
        connect.Subcommands.Add(garmin.Handle(ConnectGarminAsync));
        return connect;
    }

    private static async Task<ExitCode> ConnectStravaAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.RequireSecrets();
        var athlete = context.Athlete;
        var authorisation = context.GetService<StravaAuthorization>();
        authorisation.EnsureCanConnect(athlete);
        var given = context.GetValue(Code)
            ?? await RequestAnswerAsync(context, athlete, authorisation, cancellationToken);
        var answer = authorisation.ParseResponse(athlete, given);
        var connected = await authorisation.CompleteAsync(athlete, answer, cancellationToken);
        context.Out.WriteLine(
            $"Connected: {athlete.Name} is athlete {connected.Id}{(connected.FirstName.Length > 0 ? $" ({connected.FirstName})" : "")} at Strava. Reading the history..."
        );

        if (answer.Scope.Length == 0)
        {
            context.Out.WriteLine(
                "A bare code does not tell which boxes were ticked: if private activities are missing, connect again with the whole address."
            );
        }

        var reports = await context.GetService<SyncService>().SyncAllAsync(athlete, SyncDepth.Full, cancellationToken);
        if (reports.FirstOrDefault(report => report.Source == SourceName.Strava) is not { } strava)
        {
            return ExitCode.Done;
        }

        if (strava.Line is { } line)
        {
            context.Error.WriteLine(line);
        }

        if (strava.Outcome == SourceOutcome.Complete)
        {
            context.Out.WriteLine(
                $"Found {strava.Changes.New.Count} new activities of the last {context.Settings.Strava.HistoryDays} days; 'activitysync activities --athlete {athlete.Name}' shows them."
            );
        }

        return strava.Outcome.ToErrorKind().ToExitCode();
    }

    private static async Task<ExitCode> ConnectGarminAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.RequireSecrets();
        var athlete = context.Athlete;
        DateOnly? expires = context.GetValue(Expires) is { } typed
            ? DateArgument.Parse(typed, "--expires", AthleteLogbook.GetToday(athlete, context.Clock))
            : null;
        var connection = context.GetService<GarminConnectionService>();
        await connection.ConnectAsync(athlete, expires, cancellationToken);
        context.Out.WriteLine($"Connected: Garmin takes the key of {athlete.Name}. Reading the history...");
        if (connection.FindKeyExpiry(athlete) is null)
        {
            context.Out.WriteLine(
                $"Say --expires DATE as {GarminError.KeyPageUrl} shows it, and you are told 30, 14, 7 and 1 days before the key ends."
            );
        }

        var reports = await context
            .GetService<SyncService>()
            .SyncSourceAsync(athlete, SourceName.Garmin, SyncDepth.Full, cancellationToken);
        var garmin = reports.Single();
        if (garmin.Line is { } line)
        {
            context.Error.WriteLine(line);
        }

        if (garmin.Outcome == SourceOutcome.Complete)
        {
            context.Out.WriteLine(
                $"Found {garmin.Changes.New.Count} new activities of the last {context.Settings.Garmin.HistoryDays} days; 'activitysync activities --athlete {athlete.Name}' shows them."
            );
        }

        return garmin.Outcome.ToErrorKind().ToExitCode();
    }

    private static async Task<string> RequestAnswerAsync(
        CommandContext context,
        AthleteSettings athlete,
        StravaAuthorization authorization,
        CancellationToken cancellationToken
    )
    {
        await authorization.CheckApplicationAsync(athlete, cancellationToken);
        var state = authorization.CreateState(athlete);
        await using var callback = await LoopbackCallbackListener.StartAsync(state, cancellationToken);
        context.Out.WriteLine(
            $"""
            Once, at strava.com (the owner of the app needs a paid Strava subscription):
              1. Log in as the owner and open https://www.strava.com/settings/api.
              2. Create an app; any name without "Strava" in it, any website.
              3. Set its Authorization Callback Domain to localhost.
              4. Copy its Client ID and Client Secret into the settings Strava:ClientId and Strava:ClientSecret.

            Now open this address, logged in at Strava as {athlete.Name}, and leave every box ticked:

            {authorization.BuildAuthorizeUri(state, callback.RedirectUri).AbsoluteUri}

            What is read: the activities of the last {context.Settings.Strava.HistoryDays} days, those seen by nobody else too. What Strava
            no longer confirms is deleted after {context.Settings.Strava.CacheDays} days, and mails go to {athlete.Name} alone.
            'activitysync disconnect strava --athlete {athlete.Name}' ends it and deletes all of it.

            Waiting for the answer on {callback.RedirectUri.AbsoluteUri} (Ctrl+C ends it). If the browser runs on another machine,
            its last page cannot load: copy the address of that page, and paste it here.
            """
        );
        var answered = callback.WaitForCallbackAsync(cancellationToken);
        var typed = ReadTypedAnswerAsync(context.OpenStandardInput());
        return await await Task.WhenAny(answered, typed) is { Length: > 0 } answer ? answer : await answered;
    }

    /// <summary>The first line somebody types; empty if nobody is there to type.</summary>
    private static Task<string> ReadTypedAnswerAsync(Stream input) =>
        Task.Run(() =>
        {
            using var lines = new StreamReader(input);
            while (lines.ReadLine() is { } line)
            {
                if (line.Trim() is { Length: > 0 } typed)
                {
                    return typed;
                }
            }

            return "";
        });
}
