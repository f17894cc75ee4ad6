using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Logbook;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>connect</c>: authorizes a source and runs a first sync.</summary>
internal static class ConnectCommand
{
    public static Command Create()
    {
        var connect = CommandBuilder.Create(
            "connect",
            "Authorizes a source.",
            SourceDescriptors.All[0].ConnectHelp.Example
        );
        foreach (var source in SourceDescriptors.All)
        {
            connect.Subcommands.Add(CreateSubcommand(source));
        }

        return connect;
    }

    private static Command CreateSubcommand(SourceDescriptor source)
    {
        var help = source.ConnectHelp;
        var command = CommandBuilder.Create(source.Name.Text, help.Description, help.Example);
        command.Options.Add(CommandBuilder.AthleteOption);
        var options = new Dictionary<SourceOption, Option<string?>>();
        foreach (var option in help.Options)
        {
            var added = new Option<string?>(option.Name)
            {
                Description = option.Description,
                HelpName = option.ValueName,
            };
            options.Add(option, added);
            command.Options.Add(added);
        }

        return command.Handle(
            (context, cancellationToken) => ConnectAsync(context, source, options, cancellationToken)
        );
    }

    private static async Task<ExitCode> ConnectAsync(
        CommandContext context,
        SourceDescriptor source,
        IReadOnlyDictionary<SourceOption, Option<string?>> options,
        CancellationToken cancellationToken
    )
    {
        context.RequireSecrets();
        var athlete = context.Athlete;
        await source.ConnectAsync(new ConnectSession(context, options), cancellationToken);
        SyncReport report;
        using (context.ShowProgress(() => $"Reading the history of {athlete.Name}"))
        {
            var reports = await context
                .GetService<SyncService>()
                .SyncSourceAsync(athlete, source.Name, SyncDepth.Full, cancellationToken);
            report = reports.Single();
        }

        if (report.Line is { } line)
        {
            context.Error.WriteLine(line);
        }

        if (report.Outcome == SourceOutcome.Complete)
        {
            var days = source.GetSettings(context.Settings).HistoryDays;
            context.Out.WriteLine(FormatFound(report.Changes.New.Count, days, athlete.Name));
        }

        return report.Outcome.ToErrorKind().ToExitCode();
    }

    /// <summary>Says how many activities the first sync found.</summary>
    public static string FormatFound(int count, int days, string athlete) =>
        $"Found {count} new {(count == 1 ? "activity" : "activities")} of the last {days} days. "
        + $"Run 'activitysync activities --athlete {athlete}' to see {(count == 1 ? "it" : "them")}.";

    /// <summary>A call of <c>connect</c> with its arguments and streams.</summary>
    private sealed class ConnectSession(
        CommandContext context,
        IReadOnlyDictionary<SourceOption, Option<string?>> options
    ) : IConnectSession
    {
        public AthleteSettings Athlete => context.Athlete;

        public AppSettings Settings => context.Settings;

        public IServiceProvider Services => context.GetService<IServiceProvider>();

        public TextWriter Output => context.Out;

        public Stream OpenInput() => context.OpenStandardInput();

        public string? GetText(SourceOption option) => context.GetValue(options[option]);

        public DateOnly? GetDate(SourceOption option) =>
            GetText(option) is { } typed
                ? DateArgument.Parse(
                    typed,
                    option.Name,
                    AthleteLogbook.GetToday(Athlete, context.Clock),
                    DateDirection.Future
                )
                : null;
    }
}
