using System.CommandLine;
using System.Globalization;
using ActivitySync.Sources;
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
            GetExample(SourceDescriptors.All[0])
        );
        foreach (var source in SourceDescriptors.All)
        {
            var command = CommandBuilder.Create(source.Name.Text, source.DisconnectDescription, GetExample(source));
            command.Options.Add(CommandBuilder.AthleteOption);
            disconnect.Subcommands.Add(
                command.Handle((context, cancellationToken) => DisconnectAsync(context, source, cancellationToken))
            );
        }

        return disconnect;
    }

    private static string GetExample(SourceDescriptor source) => $"disconnect {source.Name.Text} --athlete anna";

    private static async Task<ExitCode> DisconnectAsync(
        CommandContext context,
        SourceDescriptor source,
        CancellationToken cancellationToken
    )
    {
        if (source.NeedsSecretsToDisconnect)
        {
            context.RequireSecrets();
        }

        var athlete = context.Athlete;
        var (result, deleted) = await context
            .GetService<SourceDisconnector>()
            .DisconnectAsync(athlete, source, cancellationToken);
        var now = context.Clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        context.Out.WriteLine(
            $"Disconnected {athlete.Name} from {source.Name} at {now} UTC. "
                + $"Deleted {deleted} {(deleted == 1 ? "recording" : "recordings")} and the tokens."
        );
        if (result.Message is { } message)
        {
            context.Out.WriteLine(message);
        }

        if (athlete.Sources.IsEnabled(source.Name))
        {
            var setting = $"Sources:{source.SettingsParser.SectionName}";
            context.Out.WriteLine($"Set {setting} of {athlete.Name} to false in the settings, so that it stays off.");
        }

        if (result.RemainingAction is not { } action)
        {
            return ExitCode.Done;
        }

        context.Error.WriteLine(action);
        return ExitCode.ActionRequired;
    }
}
