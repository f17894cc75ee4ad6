using System.CommandLine;
using System.Text.Json;
using ActivitySync.Intake;
using ActivitySync.Sources.Files;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Reads activity files, folders and archives, and says per file what became of it.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "Files (FIT, TCX, GPX, each also as .gz), folders, zip archives.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Sport = new("--sport")
    {
        Description = "The sport of tracks that name none: run, trail-run, walk, ride, ...",
        HelpName = "SPORT",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only tell; write nothing." };

    public static Command Create()
    {
        var command = Verb.Named("import", "Reads activity files, folders and archives.", "import ~/export_12345.zip --athlete anna");
        command.Arguments.Add(Paths);
        command.Options.Add(Verb.Athlete);
        command.Options.Add(Sport);
        command.Options.Add(DryRun);
        command.Options.Add(Verb.Json);
        return command.Does((call, cancellationToken) => Task.FromResult(Import(call, cancellationToken)));
    }

    private static ExitCode Import(VerbCall call, CancellationToken cancellationToken)
    {
        var athlete = call.Athlete;
        var sport = SportOf(call.Value(Sport));
        var import = call.Use<ImportFiles>();
        var rows = new List<ImportedFile>();
        if (ShowsProgress(call))
        {
            // The rows follow when the bar is gone, so that both may share a screen.
            try
            {
                var bar = new ImportProgress(call.Error, FileWalk.BytesOf(call.Value(Paths)!));
                bar.Run(reading => import.Import(athlete, call.Value(Paths)!, sport, call.Value(DryRun), rows.Add, reading, cancellationToken));
            }
            finally
            {
                foreach (var row in rows) call.Out.WriteLine(ImportText.Line(row));
            }
        }
        else
        {
            import.Import(
                athlete, call.Value(Paths)!, sport, call.Value(DryRun),
                row =>
                {
                    rows.Add(row);
                    if (!call.Json) call.Out.WriteLine(ImportText.Line(row));
                },
                _ => { },
                cancellationToken);
        }

        if (call.Json) call.Out.WriteLine(Json(rows));
        else call.Out.WriteLine(ImportText.Summary(rows, call.Value(DryRun)));
        var quarantined = rows.Count(row => row.Result == ImportResult.Quarantined);
        if (quarantined == 0) return ExitCode.Done;
        call.Error.WriteLine(quarantined == 1
            ? "import: one file could not be taken in; its line says why. The others are in."
            : $"import: {quarantined} files could not be taken in; their lines say why. The others are in.");
        return ExitCode.WrongInput;
    }

    internal static string Json(IReadOnlyList<ImportedFile> rows)
    {
        IReadOnlyList<ImportDocumentRow> document =
            [.. rows.Select(row => new ImportDocumentRow(row.File, row.Result.ToColumn(), row.Reason, row.Warnings, row.Activities))];
        return JsonSerializer.Serialize(document, ImportJson.Default.IReadOnlyListImportDocumentRow);
    }

    private static string? SportOf(string? word)
    {
        if (word is null) return null;
        return SportWords.NameOf(word)
            ?? throw new CannotProceedException(ExitCode.WrongInput, $"--sport {word}: no sport; say a word such as run, trail-run or ride.");
    }

    private static bool ShowsProgress(VerbCall call) =>
        !call.Json && !Console.IsErrorRedirected && !Console.IsOutputRedirected && ReferenceEquals(call.Error, Console.Error);
}
