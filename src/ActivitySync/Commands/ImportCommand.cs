using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Sources.Files;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>import</c>: reads activity files, folders and archives, and reports the result of each file.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files (FIT, TCX, GPX, each also as .gz), folders, zip archives.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Sport = new("--sport")
    {
        Description = "The sport of tracks without one: run, trail-run, walk, ride, ...",
        HelpName = "SPORT",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only report; store nothing." };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "import",
            "Imports activity files, folders and archives.",
            "import ~/export_12345.zip --athlete anna"
        );
        command.Arguments.Add(Paths);
        command.Options.Add(CommandBuilder.AthleteOption);
        command.Options.Add(Sport);
        command.Options.Add(DryRun);
        command.Options.Add(CommandBuilder.VerboseOption);
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle((context, cancellationToken) => Task.FromResult(Import(context, cancellationToken)));
    }

    private static ExitCode Import(CommandContext context, CancellationToken cancellationToken)
    {
        var athlete = context.Athlete;
        var sport = ParseSport(context.GetValue(Sport));
        var rows = new List<ImportedFile>();
        try
        {
            if (CanShowProgress(context))
            {
                var bar = new ImportProgressBar(Console.Error, FileFinder.GetTotalBytes(context.GetValue(Paths)!));
                bar.Run(Run);
            }
            else
            {
                Run(_ => { });
            }
        }
        finally
        {
            // Printed after the bar is cleared, since both use the terminal; also after an interruption.
            if (!context.IsJson)
            {
                ImportFormatter.WriteLines(context.Out, rows, context.IsVerbose);
            }
        }

        if (context.IsJson)
        {
            context.Out.WriteLine(FormatJson(rows));
        }
        else
        {
            context.Out.WriteLine(ImportFormatter.FormatSummary(rows, context.GetValue(DryRun)));
        }

        var quarantined = rows.Count(row => row.Result == ImportResult.Quarantined);
        if (quarantined == 0)
        {
            return ExitCode.Done;
        }

        var others = quarantined < rows.Count && !context.GetValue(DryRun) ? " The others are imported." : "";
        context.Error.WriteLine(
            quarantined == 1
                ? $"import: one file could not be imported; its line says why.{others}"
                : $"import: {quarantined} files could not be imported; their lines say why.{others}"
        );
        return ExitCode.InvalidInput;

        void Run(Action<FileEntry> onReading) =>
            context
                .GetService<FileImporter>()
                .Import(
                    athlete,
                    context.GetValue(Paths)!,
                    sport,
                    context.GetValue(DryRun),
                    rows.Add,
                    onReading,
                    cancellationToken
                );
    }

    internal static string FormatJson(IReadOnlyList<ImportedFile> rows)
    {
        IReadOnlyList<ImportDocumentRow> document =
        [
            .. rows.Select(row => new ImportDocumentRow(
                row.File,
                row.Result.ToColumn(),
                row.Reason,
                row.Warnings,
                row.Activities
            )),
        ];
        return JsonSerializer.Serialize(document, ImportJson.Default.IReadOnlyListImportDocumentRow);
    }

    private static string? ParseSport(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return SportNames.Normalize(text)
            ?? throw new OperationException(
                ErrorKind.InvalidInput,
                $"--sport: \"{TerminalText.Sanitize(text, 40)}\" is invalid; expected a sport, like run, "
                    + "trail-run or ride."
            );
    }

    private static bool CanShowProgress(CommandContext context) =>
        !context.IsJson && !Console.IsErrorRedirected && !Console.IsOutputRedirected && context.Error is ErrorOutput;
}

/// <summary>A row of <c>import --json</c>.</summary>
internal sealed record ImportDocumentRow(
    string File,
    string Result,
    string? Reason,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Activities
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<ImportDocumentRow>))]
internal sealed partial class ImportJson : JsonSerializerContext;

/// <summary>Formats the results of an import as text. File names are sanitized for the terminal.</summary>
internal static class ImportFormatter
{
    private const int MaxNameLength = 1000;

    /// <summary>Of more files, those without a problem have no line of their own.</summary>
    private const int MaxLines = 20;

    /// <summary>The activities of a file that are named.</summary>
    private const int MaxIds = 10;

    /// <summary>The sports that are named.</summary>
    private const int MaxSports = 6;

    public static string FormatName(string file) => SingleLineText.From(file, MaxNameLength);

    public static string FormatLine(ImportedFile row)
    {
        var rest = row.Activities.Count > MaxIds ? $" and {row.Activities.Count - MaxIds} more" : "";
        var ids = row.Activities.Count > 0 ? $" ({string.Join(", ", row.Activities.Take(MaxIds))}{rest})" : "";
        var reason = row.Reason is null ? "" : $": {row.Reason}";
        var warnings = string.Concat(row.Warnings.Select(warning => $"; warning: {warning}"));
        return $"{FormatName(row.File)}: {row.Result.ToColumn()}{ids}{reason}{warnings}";
    }

    /// <summary>
    /// Prints a line per file; of many files only those with a problem, unless all are asked for.
    /// </summary>
    public static void WriteLines(TextWriter output, IReadOnlyList<ImportedFile> rows, bool isVerbose)
    {
        var shown =
            isVerbose || rows.Count <= MaxLines
                ? rows
                : [.. rows.Where(row => row.Result == ImportResult.Quarantined || row.Warnings.Count > 0)];
        foreach (var row in shown)
        {
            output.WriteLine(FormatLine(row));
        }

        if (shown.Count < rows.Count)
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rows.Count - shown.Count} more files without a problem. Use --verbose to list them."
                )
            );
        }
    }

    /// <summary>Sums up an import: the files by result, and the new activities by sport with their dates.</summary>
    public static string FormatSummary(IReadOnlyList<ImportedFile> rows, bool isDryRun)
    {
        if (rows.Count == 0)
        {
            return "No files found.";
        }

        var counts = Enum.GetValues<ImportResult>()
            .Select(result => (Result: result, Count: rows.Count(row => row.Result == result)))
            .Where(pair => pair.Count > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Count} {pair.Result.ToColumn()}"));
        return $"{string.Join(", ", counts)}.{FormatNews(rows)}{(isDryRun ? " Nothing was stored." : "")}";
    }

    /// <summary>Formats the new activities: " New: 12 run, 3 ride, from 2026-01-03 to 2026-11-22."</summary>
    private static string FormatNews(IReadOnlyList<ImportedFile> rows)
    {
        List<ImportedActivity> news = [.. rows.SelectMany(row => row.News)];
        if (news.Count == 0)
        {
            return "";
        }

        var sports = news.CountBy(activity => activity.Sport)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ToList();
        var shown = sports
            .Take(MaxSports)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {FormatName(pair.Key)}"));
        var others = sports.Skip(MaxSports).Sum(pair => pair.Value);
        string[] all =
        [
            .. shown,
            .. others > 0 ? new[] { string.Create(CultureInfo.InvariantCulture, $"{others} of other sports") } : [],
        ];
        var (from, to) = (news.Min(activity => activity.Date), news.Max(activity => activity.Date));
        var days = from == to ? $"on {from.ToColumn()}" : $"from {from.ToColumn()} to {to.ToColumn()}";
        return $" New: {string.Join(", ", all)}, {days}.";
    }
}
