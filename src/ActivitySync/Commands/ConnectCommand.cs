using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Sources;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>connect</c>: authorizes a source and runs a first sync.</summary>
internal static class ConnectCommand
{
    private static readonly Option<string?> Code = new("--code")
    {
        Description = "The code, or the full address the browser ended on. For machines without a browser.",
        HelpName = "CODE",
    };

    private static readonly Option<string?> Expires = new("--expires")
    {
        Description = "The key's last valid day, as shown on Garmin's page. You are then reminded before it expires.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var connect = CommandBuilder.Create("connect", "Authorizes a source.", "connect strava --athlete anna");
        var strava = CommandBuilder.Create(
            "strava",
            "Authorizes Strava: prints an address to open, waits for the answer, and reads the history.",
            "connect strava --athlete anna"
        );
        strava.Options.Add(CommandBuilder.AthleteOption);
        strava.Options.Add(Code);
        connect.Subcommands.Add(strava.Handle(ConnectStravaAsync));
        var garmin = CommandBuilder.Create(
            "garmin",
            "Checks the athlete's Garmin key from the settings, and reads the history.",
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
        var authorization = context.GetService<StravaAuthorization>();
        authorization.EnsureCanConnect(athlete);
        var given = context.GetValue(Code)
            ?? await RequestAnswerAsync(context, athlete, authorization, cancellationToken);
        var answer = authorization.ParseResponse(athlete, given);
        var connected = await authorization.CompleteAsync(athlete, answer, cancellationToken);
        var firstName = connected.FirstName.Length > 0 ? $" ({connected.FirstName})" : "";
        context.Out.WriteLine(
            $"Connected: {athlete.Name} is athlete {connected.Id}{firstName} at Strava. Reading the history..."
        );

        if (answer.Scope.Length == 0)
        {
            context.Out.WriteLine(
                "A code alone doesn't show which boxes were checked. If private activities are missing, "
                    + "connect again with the full address."
            );
        }

        var reports = await context.GetService<SyncService>().SyncAllAsync(athlete, SyncDepth.Full, cancellationToken);
        if (reports.FirstOrDefault(report => report.Source == SourceName.Strava) is not { } strava)
        {
            return ExitCode.Done;
        }

        if (strava.Line is { } message)
        {
            context.Error.WriteLine(message);
        }

        if (strava.Outcome == SourceOutcome.Complete)
        {
            context.Out.WriteLine(
                $"Found {strava.Changes.New.Count} new activities "
                    + $"of the last {context.Settings.Strava.HistoryDays} days. "
                    + $"Run 'activitysync activities --athlete {athlete.Name}' to see them."
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
        context.Out.WriteLine($"Connected: Garmin accepts the key of {athlete.Name}. Reading the history...");
        if (connection.FindKeyExpiry(athlete) is null)
        {
            context.Out.WriteLine(
                $"Use --expires DATE, as shown at {GarminError.KeyPageUrl}, to get reminders "
                    + "30, 14, 7 and 1 days before the key expires."
            );
        }

        var reports = await context
            .GetService<SyncService>()
            .SyncSourceAsync(athlete, SourceName.Garmin, SyncDepth.Full, cancellationToken);
        var garmin = reports.Single();
        if (garmin.Line is { } message)
        {
            context.Error.WriteLine(message);
        }

        if (garmin.Outcome == SourceOutcome.Complete)
        {
            context.Out.WriteLine(
                $"Found {garmin.Changes.New.Count} new activities "
                    + $"of the last {context.Settings.Garmin.HistoryDays} days. "
                    + $"Run 'activitysync activities --athlete {athlete.Name}' to see them."
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

            Now open this address, logged in at Strava as {athlete.Name}, and leave every box checked:

            {authorization.BuildAuthorizeUri(state, callback.RedirectUri).AbsoluteUri}

            ActivitySync reads the activities of the last {context.Settings.Strava.HistoryDays} days, also private ones.
            Data that Strava no longer confirms is deleted after {context.Settings.Strava.CacheDays} days.
            Emails go only to {athlete.Name}.
            To revoke access and delete the data, run 'activitysync disconnect strava --athlete {athlete.Name}'.

            Waiting for the answer on {callback.RedirectUri.AbsoluteUri} (Ctrl+C cancels).
            If the browser runs on another machine, its last page cannot load: copy the address of that page
            and paste it here.
            """
        );
        var called = callback.WaitForCallbackAsync(cancellationToken);
        var typed = ReadTypedAnswerAsync(context.OpenStandardInput());
        return await await Task.WhenAny(called, typed) is { Length: > 0 } answer ? answer : await called;
    }

    /// <summary>Reads the first non-blank line; empty at the end of the input.</summary>
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
