using System.CommandLine;
using System.Text.Json;
using ActivitySync.Intake;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Asks every source once, over its full window.</summary>
internal static class SyncCommand
{
    public static Command Create()
    {
        var command = Verb.Named("sync", "One sync of every source, now, over the full window.", "sync --athlete anna");
        command.Options.Add(Verb.Athlete);
        command.Options.Add(Verb.Json);
        return command.Does(async (call, cancellationToken) =>
        {
            call.RequireSecrets();
            var sync = call.Use<SyncAthlete>();
            if (call.AthleteOrAll.Count == 0) await call.Error.WriteLineAsync("Athletes: the settings name no runner, so there is nobody to sync; add one with Name, Email and TimeZone.");
            var all = new List<SyncReport>();
            foreach (var athlete in call.AthleteOrAll)
            {
                var reports = await sync.SyncAsync(athlete, SyncDepth.Full, cancellationToken);
                if (!call.Json) Print(call, athlete.Name, reports);
                foreach (var report in reports.Where(report => report.Line is not null))
                {
                    await call.Error.WriteLineAsync($"{report.Athlete} · {report.Line}");
                }

                foreach (var line in await call.Use<RefreshRaceCalendars>().RefreshAsync(athlete, now: true, cancellationToken)) await call.Error.WriteLineAsync(line);
                all.AddRange(reports);
            }

            if (call.Json) await call.Out.WriteLineAsync(Json(all));
            return Gravest(all);
        });
    }

    /// <summary>What the process says of it: a person's work weighs more than a wait.</summary>
    internal static ExitCode Gravest(IEnumerable<SyncReport> reports) => reports.Select(report => report.Outcome.ToExit()).Gravest();

    internal static string Json(IReadOnlyList<SyncReport> reports)
    {
        IReadOnlyList<SyncDocumentRow> rows =
        [
            .. reports.Select(report => new SyncDocumentRow(
                report.Athlete,
                report.Source.ToColumn(),
                report.Changes.New.Count,
                report.Changes.Changed.Count,
                report.Changes.Gone.Count,
                report.Requests,
                report.Until?.UtcDateTime)),
        ];
        return JsonSerializer.Serialize(rows, SyncJson.Default.IReadOnlyListSyncDocumentRow);
    }

    internal static string Line(SyncReport report)
    {
        var requests = report.Requests == 1 ? "1 request" : $"{report.Requests} requests";
        var changes = report.Changes;
        return $"{report.Athlete} · {report.Source.ToColumn()}: {changes.New.Count} new, {changes.Changed.Count} changed, {changes.Gone.Count} gone ({requests})";
    }

    private static void Print(VerbCall call, string athlete, IReadOnlyList<SyncReport> reports)
    {
        if (reports.Count == 0) call.Out.WriteLine($"{athlete}: no source to ask; 'activitysync import' reads files.");
        foreach (var report in reports.Where(report => report.Outcome == SourceOutcome.Complete || report.Changes.Any))
        {
            call.Out.WriteLine(Line(report));
        }
    }
}
