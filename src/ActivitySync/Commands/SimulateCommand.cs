using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary>The core fed from a file: no clock, no store, no network.</summary>
internal static class SimulateCommand
{
    private const string StandardInput = "-";

    private static readonly Argument<string> s_file = new("FILE")
    {
        Description = "A timeline document; '-' reads standard input; '.jsonl' has one a line.",
    };

    public static Command Create()
    {
        var verb = Verb.Named(
            "simulate", "The advice for a timeline in a file: what the daemon would answer.", "simulate timeline.json --json");
        verb.Arguments.Add(s_file);
        verb.Options.Add(Verb.Json);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var file = call.Value(s_file)!;
        var rules = call.RulesInForce;
        if (file == StandardInput)
        {
            using var input = call.OpenStandardInput();
            using var simulation = new Simulation(rules, "standard input", call.Json, call.Out, call.Error);
            return simulation.Unknown(input);
        }
        else
        {
            using var input = Open(file);
            using var simulation = new Simulation(rules, PlainText.Of(file), call.Json, call.Out, call.Error);
            return file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? simulation.Lines(input) : simulation.Document(input);
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CannotProceedException(
                ExitCode.WrongInput, $"{PlainText.Of(file)}: cannot be read; name a timeline file that exists, or - for standard input.", trouble);
        }
    }
}
