using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>sync</c>: syncs every source over its full window.</summary>
internal static class SyncCommand
{
    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "sync",
            "Syncs every source now, over its full window.",
            "sync --athlete anna"
        );
        command.Options.Add(CommandBuilder.AthleteOption);
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(
            async (context, cancellationToken) =>
            {
                context.RequireSecrets();
                var sync = context.GetService<SyncService>();
                if (context.SelectedAthletes.Count == 0)
                {
                    await context.Error.WriteLineAsync(
                        "Athletes: no athlete is set, so there is nothing to sync. "
                            + "Set one with Name, Email and TimeZone."
                    );
                }

                var all = new List<SyncReport>();
                var refusals = new List<ExitCode>();
                var failures = await AthleteLoop.RunForEachAsync(
                    context.SelectedAthletes,
                    athlete => athlete.Name,
                    SyncAsync,
                    cancellationToken
                );
                foreach (var failure in failures)
                {
                    await context.Error.WriteLineAsync(
                        $"Unexpected error: {failure}. This is a bug; please report it."
                    );
                }

                if (context.IsJson)
                {
                    await context.Out.WriteLineAsync(FormatJson(all));
                }

                IEnumerable<ExitCode> exits = [.. refusals, GetWorstExitCode(all)];
                return failures.Count > 0 ? ExitCode.Failed : exits.GetGravest();

                async Task SyncAsync(AthleteSettings athlete)
                {
                    try
                    {
                        await SyncAthleteAsync(athlete);
                    }
                    catch (OperationException exception) when (exception is not DatabaseException)
                    {
                        await context.Error.WriteLineAsync(ErrorText.LineFor(exception));
                        refusals.Add(exception.Kind.ToExitCode());
                    }
                }

                async Task SyncAthleteAsync(AthleteSettings athlete)
                {
                    IReadOnlyList<SyncReport> reports;
                    using (context.ShowProgress(() => $"Syncing {athlete.Name}"))
                    {
                        reports = await sync.SyncAllAsync(athlete, SyncDepth.Full, cancellationToken);
                    }

                    if (!context.IsJson)
                    {
                        PrintReports(context, athlete, reports);
                    }

                    foreach (var report in reports.Where(report => report.Line is not null))
                    {
                        await context.Error.WriteLineAsync($"{report.Athlete} · {report.Line}");
                    }

                    foreach (
                        var report in await context
                            .GetService<RaceCalendarSync>()
                            .SyncAsync(athlete, isForced: true, cancellationToken)
                    )
                    {
                        await context.Error.WriteLineAsync(report.Line);
                    }

                    all.AddRange(reports);
                }
            }
        );
    }

    /// <summary>Gets the gravest exit code of the reports.</summary>
    internal static ExitCode GetWorstExitCode(IEnumerable<SyncReport> reports) =>
        reports.Select(report => report.Outcome.ToErrorKind().ToExitCode()).GetGravest();

    internal static string FormatJson(IReadOnlyList<SyncReport> reports)
    {
        IReadOnlyList<SyncDocumentRow> rows =
        [
            .. reports.Select(report => new SyncDocumentRow(
                report.Athlete,
                report.Source.ToColumn(),
                report.Changes.New.Count,
                report.Changes.Changed.Count,
                report.Changes.Deleted.Count,
                report.Requests,
                report.Until?.UtcDateTime
            )),
        ];
        return JsonSerializer.Serialize(rows, SyncJson.Default.IReadOnlyListSyncDocumentRow);
    }

    internal static string FormatLine(SyncReport report)
    {
        var requests = report.Requests == 1 ? "1 request" : $"{report.Requests} requests";
        var changes = report.Changes;
        return $"{report.Athlete} · {report.Source.ToColumn()}: {changes.New.Count} new, "
            + $"{changes.Changed.Count} changed, {changes.Deleted.Count} gone ({requests})";
    }

    private static void PrintReports(CommandContext context, AthleteSettings athlete, IReadOnlyList<SyncReport> reports)
    {
        if (reports.Count == 0)
        {
            context.Out.WriteLine(
                athlete.Sources.Inbox is { } inbox
                    ? $"{athlete.Name}: no service is connected, so there is nothing to sync. The daemon reads the "
                        + $"files in {inbox}; use 'activitysync import' to read files now."
                    : $"{athlete.Name}: no source is enabled. Use 'activitysync import' for files."
            );
        }

        foreach (
            var report in reports.Where(report => report.Outcome == SourceOutcome.Complete || report.Changes.HasAny)
        )
        {
            context.Out.WriteLine(FormatLine(report));
        }
    }
}

/// <summary>A row of <c>sync --json</c>. <c>Until</c> is the time up to which the source is known, in UTC; null if it
/// was never read.</summary>
internal sealed record SyncDocumentRow(
    string Athlete,
    string Source,
    int New,
    int Changed,
    int Gone,
    int Requests,
    DateTime? Until
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<SyncDocumentRow>))]
internal sealed partial class SyncJson : JsonSerializerContext;
