using System.CommandLine;
using System.Globalization;
using ActivitySync.Operations;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary><c>activitysync status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var status = Verb.Named("status", "Last work done, next due, backlog.", "status --json").Does(call =>
        {
            var health = call.Use<ReadHealth>().Read();
            if (call.Json) call.Out.WriteLine(HealthJson.Write(health));
            else
            {
                Print(health, call.Out);
                if (!health.IsBlind)
                {
                    PrintPauses(call);
                    PrintEvents(call);
                }
            }

            return health.IsBlind ? ExitCode.Failed : ExitCode.Done;
        });
        status.Options.Add(Verb.Json);
        return status;
    }

    /// <summary>Who gets no mails, and how that ends: silence must not look like a fault.</summary>
    private static void PrintPauses(VerbCall call)
    {
        using var store = call.Use<Database>().Open();
        foreach (var athlete in call.Use<AppSettings>().Athletes)
        {
            var today = DigestSlots.DateIn(athlete.TimeZone, call.Clock.GetUtcNow());
            if (Pauses.UntilOf(store, Athletes.IdOf(store, athlete.Name, call.Clock)) is not { } until || until < today) continue;
            var said = until == Pauses.ForGood
                ? "mails are off, ended by the address at the foot of a mail"
                : string.Create(CultureInfo.InvariantCulture, $"mails are paused up to and with {until:dddd d MMMM yyyy}");
            call.Out.WriteLine($"{athlete.Name}: {said}; 'activitysync resume --athlete {athlete.Name}' switches them on again.");
        }
    }

    private static void PrintEvents(VerbCall call)
    {
        using var store = call.Use<Database>().Open();
        if (Subscriptions.Find(store, SourceName.Strava.ToColumn()) is not { } events) return;
        call.Out.WriteLine(events.Line ?? "Strava tells of changes at once (webhook).");
    }

    private static void Print(Health health, TextWriter output)
    {
        output.WriteLine(health.Healthy ? "All is well." : "Something wants a look:");
        foreach (var reason in health.Reasons) output.WriteLine($"  - {reason}");
        foreach (var source in health.Sources)
        {
            var last = source.LastSuccess?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "never";
            output.WriteLine($"{source.Athlete}, {source.Source}: last success {last}{(source.Line is null || health.Reasons.Any(reason => reason.Contains(source.Line, StringComparison.Ordinal)) ? "" : $"; {source.Line}")}");
        }

        if (health.NextDigest is { } next) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Next digest: {next:dddd d MMMM yyyy 'at' HH:mm}"));
        if (!health.IsBlind) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Mails: {health.Outbox.Waiting} waiting, {health.Outbox.Failed} failed in the last week"));
    }
}
