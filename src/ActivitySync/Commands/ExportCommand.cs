using System.CommandLine;
using ActivitySync.Maintenance;

namespace ActivitySync.Commands;

/// <summary><c>export --athlete NAME</c>: everything stored about an athlete, as a zip archive.</summary>
internal static class ExportCommand
{
    private static readonly Option<FileInfo?> Out = new("--out")
    {
        Description =
            "The file. Default: activitysync-NAME-DATE.zip in the current folder. "
            + "An earlier export there is replaced, any other file is not.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "export",
            "Writes everything stored about an athlete into an archive. "
                + "It is a zip file with JSON, CSV tables and a description.",
            "export --athlete anna"
        );
        command.Options.Add(CommandBuilder.AthleteOption);
        command.Options.Add(Out);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var athlete = context.Athlete;
        var exporter = context.GetService<AthleteExporter>();
        var target = context.GetValue(Out)?.FullName ?? Path.GetFullPath(exporter.CreateFileName(athlete));
        using (context.ShowProgress(() => $"Exporting {athlete.Name}"))
        {
            exporter.Export(athlete, target);
        }

        context.Out.WriteLine($"{target}: written. Its README.txt describes the content.");
        return ExitCode.Done;
    }
}
