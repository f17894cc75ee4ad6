using System.CommandLine;
using System.Globalization;
using ActivitySync.Operations;

namespace ActivitySync.Commands;

/// <summary><c>export --athlete NAME</c>: all that is held on one runner, as a zip.</summary>
internal static class ExportCommand
{
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "The file; default: activitysync-NAME-DATE.zip here.", HelpName = "FILE" };

    public static Command Create()
    {
        var verb = Verb.Named("export", "Writes all that is held on one runner into a zip: JSON, tables, and what they are.", "export --athlete anna");
        verb.Options.Add(Verb.Athlete);
        verb.Options.Add(Out);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var athlete = call.Athlete;
        var today = RunnerBook.TodayOf(athlete, call.Clock);
        var target = call.Value(Out)?.FullName
            ?? Path.GetFullPath(string.Create(CultureInfo.InvariantCulture, $"activitysync-{athlete.Name}-{today:yyyy-MM-dd}.zip"));
        call.Use<ExportRunner>().Write(
            athlete,
            [
                ("activities.json", Printed(call, ActivitiesCommand.WriteAll)),
                ("plan.json", Printed(call, PlanCommand.WriteDocument)),
                ("log.json", Printed(call, LogListCommand.WriteAll)),
                ("races.json", Printed(call, RaceCommand.WriteAll)),
            ],
            target);
        call.Out.WriteLine($"{target}: written; its README.txt says what is in it.");
        return ExitCode.Done;
    }

    private static string Printed(VerbCall call, Action<VerbCall, TextWriter> print)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        print(call, output);
        return output.ToString();
    }
}
