using System.CommandLine;
using System.Globalization;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary><c>status</c>: health, sources, next digest and outbox.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var status = CommandBuilder
            .Create("status", "Shows the health, last syncs, next digest and waiting emails.", "status --json")
            .Handle(context =>
            {
                var health = context.GetService<HealthReader>().Read();
                context.OmitUnreadableRows();
                if (context.IsJson)
                {
                    context.Out.WriteLine(HealthJson.Serialize(health));
                }
                else
                {
                    PrintHealth(health, context.Out, context.Format);
                    if (!health.IsUnknown)
                    {
                        NodesCommand.Print(
                            NodeList.Read(context.GetService<Database>(), context.Settings),
                            context.Out,
                            context.Format
                        );
                        PrintPauses(context);
                        PrintEvents(context);
                    }
                }

                return health.IsUnknown ? ExitCode.Failed : ExitCode.Done;
            });
        status.Options.Add(CommandBuilder.JsonOption);
        return status;
    }

    /// <summary>Prints which athletes get no emails, so that a pause doesn't look like a failure.</summary>
    private static void PrintPauses(CommandContext context)
    {
        using var connection = context.GetService<Database>().Open();
        var ends = PauseRepository.GetEndDates(connection);
        var ids = AthleteRepository.GetAll(connection);
        var lines = new List<string>();
        foreach (var athlete in context.GetService<AthleteRoster>().GetAll(connection))
        {
            var today = athlete.GetDate(context.Clock.GetUtcNow());
            if (
                !ids.TryGetValue(athlete.Name, out var row)
                || !ends.TryGetValue(row.Id, out var until)
                || until < today
            )
            {
                continue;
            }

            var pause =
                until == PauseRepository.Indefinitely
                    ? "emails are off, by the unsubscribe link of an email"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"emails are paused through {until:dddd d MMMM yyyy}"
                    );
            lines.Add(
                $"{athlete.Name}: {pause}. Run 'activitysync resume --athlete {athlete.Name}' to turn them on again."
            );
        }

        foreach (var line in ShownList.Limit(lines, "Run 'activitysync resume --athlete NAME' for any of them."))
        {
            context.Out.WriteLine(line);
        }
    }

    private static void PrintEvents(CommandContext context)
    {
        using var connection = context.GetService<Database>().Open();
        foreach (var source in SourceDescriptors.All)
        {
            if (SubscriptionRepository.Find(connection, source.Name.ToColumn()) is { } subscription)
            {
                context.Out.WriteLine(subscription.Line ?? $"{source.Name} reports changes at once (webhook).");
            }
        }
    }

    private static void PrintHealth(Health health, TextWriter output, OutputFormat format)
    {
        output.WriteLine(
            health.Healthy
                ? format.Paint("All is well.", TextColor.Good)
                : format.Paint("Attention needed:", TextColor.Bad)
        );
        foreach (var reason in health.GetShownReasons())
        {
            output.WriteLine($"  - {reason}");
        }

        PrintSources(health, output, format);
        if (health.NextDigest is { } next)
        {
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"Next digest: {next:dddd d MMMM yyyy 'at' HH:mm}")
            );
        }

        if (!health.IsUnknown)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Emails: {health.Outbox.Waiting} waiting, {health.Outbox.Failed} failed in the last week"
                )
            );
        }
    }

    private static void PrintSources(Health health, TextWriter output, OutputFormat format)
    {
        var (sources, more) = health.GetShownSources();
        var table = new TextTable(
            new TableColumn("ATHLETE", Wraps: true),
            new TableColumn("SOURCE"),
            new TableColumn("LAST SUCCESS"),
            new TableColumn("NOTE", Wraps: true)
        );
        foreach (var source in sources)
        {
            var last = source.LastSuccess?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
                ?? "never";
            var isListed =
                source.Line is null
                || health.Reasons.Any(reason => reason.Contains(source.Line, StringComparison.Ordinal));
            table.Add(
                source.Athlete,
                source.Source,
                new TableCell(last, source.LastSuccess is null ? TextColor.Note : TextColor.None),
                isListed ? "" : TerminalText.Sanitize(source.Line ?? "")
            );
        }

        table.Write(output, format);

        if (more > 0)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"and {more} more sources. Run 'activitysync status --json' to see all."
                )
            );
        }
    }
}
