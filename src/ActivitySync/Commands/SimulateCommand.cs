using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.FileSystem;

namespace ActivitySync.Commands;

/// <summary><c>simulate</c>: computes a plan from a file, without clock, database and network.</summary>
internal static class SimulateCommand
{
    private const string StandardInput = "-";

    private static readonly Argument<string> InputFile = new("FILE")
    {
        Description = "A timeline document; '-' reads standard input; '.jsonl' has one per line.",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "simulate",
            "Prints the advice for a timeline in a file, as the daemon would compute it.",
            "simulate timeline.json --json"
        );
        command.Arguments.Add(InputFile);
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var file = context.GetValue(InputFile)!;
        var rules = context.EffectiveRules;
        if (file == StandardInput)
        {
            using var input = context.OpenStandardInput();
            using var simulation = new Simulator(rules, "standard input", context.IsJson, context.Out, context.Error);
            return simulation.AnswerAny(input);
        }
        else
        {
            using var input = Open(file);
            using var simulation = new Simulator(
                rules,
                TerminalText.Sanitize(file),
                context.IsJson,
                context.Out,
                context.Error
            );
            return file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
                ? simulation.AnswerLines(input)
                : simulation.AnswerDocument(input);
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            return RegularFile.OpenRead(file);
        }
        catch (UnsuitableFileException exception)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{TerminalText.Sanitize(file)}: {exception.Problem}. Use a timeline file, or - for standard input.",
                exception
            );
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{TerminalText.Sanitize(file)}: cannot be read. Use an existing timeline file, "
                    + "or - for standard input.",
                exception
            );
        }
    }
}
