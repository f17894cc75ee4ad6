using System.CommandLine;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary><c>help [COMMAND]</c>: the same as <c>COMMAND --help</c>.</summary>
internal static class HelpCommand
{
    private static readonly Argument<string[]> Words = new("COMMAND")
    {
        Description = "A command, like plan or log massage. Default: lists all commands.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create("help", "Prints the help of a command.", "help log massage");
        command.Arguments.Add(Words);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var (root, groups) = CommandTree.BuildWithGroups();
        Command command = root;
        foreach (var word in context.GetValue(Words) ?? [])
        {
            command = command.Subcommands.FirstOrDefault(candidate =>
                candidate.Name.Equals(word, StringComparison.OrdinalIgnoreCase)
            )
                ?? throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"{TerminalText.Sanitize(word, 40)}: no such command. "
                        + CommandLineErrors.SuggestCommand(word, command)
                );
        }

        new HelpText(groups).Write(context.Out, context.Format, command);
        return ExitCode.Done;
    }
}
