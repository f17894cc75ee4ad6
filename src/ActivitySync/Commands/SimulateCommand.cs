using System.CommandLine;
using System.Globalization;
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
            "Prints the advice for a timeline in a file. It is what the daemon would compute.",
            "simulate timeline.json --json"
        );
        command.Arguments.Add(InputFile);
        command.Options.Add(CommandBuilder.VerboseOption);
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var file = context.GetValue(InputFile)!;
        var isStandardInput = file == StandardInput;
        var rules = context.EffectiveRules;
        using var input = isStandardInput ? context.OpenStandardInput() : Open(file);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var showsProgress = context.IsErrorTerminal && Console.IsOutputRedirected;
        using var simulation = new Simulator(
            rules,
            isStandardInput ? "standard input" : TerminalText.Sanitize(file),
            context.IsJson,
            context.Out,
            showsProgress ? errors : context.Error,
            context.Format,
            context.IsVerbose
        );
        ExitCode exit;
        // Answers on the terminal are progress enough; errors wait, since both would use the same line.
        using (
            showsProgress
                ? context.ShowProgress(() =>
                    string.Create(CultureInfo.InvariantCulture, $"Simulating: {simulation.Answers} answers")
                )
                : null
        )
        {
            exit =
                isStandardInput ? simulation.AnswerAny(input)
                : file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? simulation.AnswerLines(input)
                : simulation.AnswerDocument(input);
        }

        context.Error.Write(errors.ToString());
        return exit;
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
