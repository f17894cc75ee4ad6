using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary><c>activitysync status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var status = CommandBuilder
            .Create("status", "Last work done, next due, backlog.", "status --json")
            .Handle(context =>
            {
                var health = context.GetService<HealthReader>().Read();
                if (context.IsJson)
                {
                    context.Out.WriteLine(HealthJson.Serialize(health));
                }
                else
                {
                    PrintHealth(health, context.Out);
                    if (!health.IsUnknown)
                    {
                        PrintPauses(context);
                        PrintEvents(context);
                    }
                }

                return health.IsUnknown ? ExitCode.Failed : ExitCode.Done;
            });
        status.Options.Add(CommandBuilder.JsonOption);
        return status;
    }

    /// <summary>Who gets no mails, and how that ends: silence must not look like a fault.</summary>
    private static void PrintPauses(CommandContext context)
    {
        using var connection = context.GetService<Database>().Open();
        foreach (var athlete in context.GetService<AppSettings>().Athletes)
        {
            var today = DigestSchedule.GetLocalDate(athlete.TimeZone, context.Clock.GetUtcNow());
            if (
                PauseRepository.FindEndDate(
                    connection,
                    AthleteRepository.GetOrAddId(connection, athlete.Name, context.Clock)
                )
                    is not { } until
                || until < today
            )
            {
                continue;
            }

            var said =
                until == PauseRepository.Indefinitely
                    ? "mails are off, ended by the address at the foot of a mail"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"mails are paused up to and with {until:dddd d MMMM yyyy}"
                    );
            context.Out.WriteLine(
                $"{athlete.Name}: {said}; 'activitysync resume --athlete {athlete.Name}' switches them on again."
            );
        }
    }

    private static void PrintEvents(CommandContext context)
    {
        using var connection = context.GetService<Database>().Open();
        foreach (var source in SourceDescriptors.All)
        {
            if (SubscriptionRepository.Find(connection, source.Name.ToColumn()) is { } events)
            {
                context.Out.WriteLine(events.Line ?? $"{source.Name} tells of changes at once (webhook).");
            }
        }
    }

    private static void PrintHealth(Health health, TextWriter output)
    {
        output.WriteLine(health.Healthy ? "All is well." : "Something wants a look:");
        foreach (var reason in health.Reasons)
        {
            output.WriteLine($"  - {reason}");
        }

        foreach (var source in health.Sources)
        {
            var last = source.LastSuccess?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
                ?? "never";
            output.WriteLine(
                $"{source.Athlete}, {source.Source}: last success {last}{(source.Line is null || health.Reasons.Any(reason => reason.Contains(source.Line, StringComparison.Ordinal)) ? "" : $"; {source.Line}")}"
            );
        }

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
                    $"Mails: {health.Outbox.Waiting} waiting, {health.Outbox.Failed} failed in the last week"
                )
            );
        }
    }
}
