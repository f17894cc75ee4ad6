using System.CommandLine;
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
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle((context, cancellationToken) => Task.FromResult(Import(context, cancellationToken)));
    }

    private static ExitCode Import(CommandContext context, CancellationToken cancellationToken)
    {
        var athlete = context.Athlete;
        var sport = ParseSport(context.GetValue(Sport));
        var import = context.GetService<FileImporter>();
        var rows = new List<ImportedFile>();
        if (CanShowProgress(context))
        {
            // The rows are printed after the bar is cleared, since both use the terminal.
            try
            {
                var bar = new ImportProgressBar(Console.Error, FileFinder.GetTotalBytes(context.GetValue(Paths)!));
                bar.Run(reading =>
                    import.Import(
                        athlete,
                        context.GetValue(Paths)!,
                        sport,
                        context.GetValue(DryRun),
                        rows.Add,
                        reading,
                        cancellationToken
                    )
                );
            }
            finally
            {
                foreach (var row in rows)
                {
                    context.Out.WriteLine(ImportFormatter.FormatLine(row));
                }
            }
        }
        else
        {
            import.Import(
                athlete,
                context.GetValue(Paths)!,
                sport,
                context.GetValue(DryRun),
                row =>
                {
                    rows.Add(row);
                    if (!context.IsJson)
                    {
                        context.Out.WriteLine(ImportFormatter.FormatLine(row));
                    }
                },
                _ => { },
                cancellationToken
            );
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

        context.Error.WriteLine(
            quarantined == 1
                ? "import: one file could not be imported; its line says why. The others are imported."
                : $"import: {quarantined} files could not be imported; their lines say why. The others are imported."
        );
        return ExitCode.InvalidInput;
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

    public static string FormatName(string file) => SingleLineText.From(file, MaxNameLength);

    public static string FormatLine(ImportedFile row)
    {
        var ids = row.Activities.Count > 0 ? $" ({string.Join(", ", row.Activities)})" : "";
        var reason = row.Reason is null ? "" : $": {row.Reason}";
        var warnings = string.Concat(row.Warnings.Select(warning => $"; warning: {warning}"));
        return $"{FormatName(row.File)}: {row.Result.ToColumn()}{ids}{reason}{warnings}";
    }

    public static string FormatSummary(IReadOnlyList<ImportedFile> rows, bool isDryRun)
    {
        if (rows.Count == 0)
        {
            return "No files found.";
        }

        var counts = Enum.GetValues<ImportResult>()
            .Select(result => (Result: result, Count: rows.Count(row => row.Result == result)))
            .Where(pair => pair.Count > 0)
            .Select(pair => $"{pair.Count} {pair.Result.ToColumn()}");
        return $"{string.Join(", ", counts)}.{(isDryRun ? " Nothing was stored." : "")}";
    }
}
