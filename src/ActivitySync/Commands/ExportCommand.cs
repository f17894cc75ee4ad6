using System.CommandLine;
using System.Globalization;
using ActivitySync.Logbook;
using ActivitySync.Maintenance;

namespace ActivitySync.Commands;

/// <summary><c>export --athlete NAME</c>: everything stored about an athlete, as a zip archive.</summary>
internal static class ExportCommand
{
    private static readonly Option<FileInfo?> Out = new("--out")
    {
        Description = "The file. Default: activitysync-NAME-DATE.zip in the current folder.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "export",
            "Writes everything stored about an athlete into a zip archive: JSON, CSV tables and a description.",
            "export --athlete anna"
        );
        command.Options.Add(CommandBuilder.AthleteOption);
        command.Options.Add(Out);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var athlete = context.Athlete;
        var today = AthleteLogbook.GetToday(athlete, context.Clock);
        var target = context.GetValue(Out)?.FullName
            ?? Path.GetFullPath(
                string.Create(CultureInfo.InvariantCulture, $"activitysync-{athlete.Name}-{today:yyyy-MM-dd}.zip")
            );
        context
            .GetService<AthleteExporter>()
            .Export(
                athlete,
                [
                    ("activities.json", Capture(context, ActivitiesCommand.WriteAll)),
                    ("plan.json", Capture(context, PlanCommand.WriteDocument)),
                    ("log.json", Capture(context, LogListCommand.WriteAll)),
                    ("races.json", Capture(context, RaceCommand.WriteAll)),
                ],
                target
            );
        context.Out.WriteLine($"{target}: written. Its README.txt describes the content.");
        return ExitCode.Done;
    }

    private static string Capture(CommandContext context, Action<CommandContext, TextWriter> print)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        print(context, output);
        return output.ToString();
    }
}
