using System.CommandLine;
using System.CommandLine.Parsing;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>Describes what is invalid about a command line, in one line.</summary>
internal static class CommandLineErrors
{
    private const int MaxShownLength = 40;

    /// <summary>Describes the error; null if the command line is valid.</summary>
    public static string? FindMessage(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0)
        {
            return null;
        }

        var see = $"See 'activitysync {GetCommandPath(parsed.CommandResult)}--help'.";
        if (parsed.Errors.Select(error => error.SymbolResult).FirstOrDefault(IsEmpty) is { } empty)
        {
            return $"{GetName(empty)}: must not be empty. {see}";
        }

        if (
            parsed.CommandResult.Command is { Subcommands.Count: > 0 } command
            && parsed.Errors.All(error => error.SymbolResult is CommandResult)
        )
        {
            return parsed.UnmatchedTokens switch
            {
                [] => $"A command is missing. Use one of {JoinNames(command)}. {see}",
                [{ } typed, ..] when typed.StartsWith('-') =>
                    $"{TerminalText.Sanitize(typed, MaxShownLength)}: no such option. {see}",
                [{ } typed, ..] => $"{TerminalText.Sanitize(typed, MaxShownLength)}: no such command. "
                    + $"{SuggestCommand(typed, command)} {see}",
            };
        }

        var relevant = parsed.Errors.Where(error =>
            parsed.CommandResult.Command.Subcommands.Count == 0 || error.SymbolResult is not CommandResult
        );
        return $"{TerminalText.Sanitize(string.Join(' ', relevant.Select(error => error.Message).Distinct()))} {see}";
    }

    /// <summary>Suggests the command or option that was probably meant, or lists all commands.</summary>
    public static string SuggestCommand(string typed, Command command)
    {
        if (
            command.Options.FirstOrDefault(option =>
                option.Name.Equals($"--{typed}", StringComparison.OrdinalIgnoreCase)
            ) is
            { } option
        )
        {
            return $"Did you mean {option.Name}?";
        }

        return NearestMatch.Find(typed, command.Subcommands.Select(subcommand => subcommand.Name)) is { } nearest
                ? $"Did you mean '{nearest}'?"
            : command.Subcommands.Count == 0 ? $"Use '{command.Name}' alone."
            : $"Use one of {JoinNames(command)}.";
    }

    private static string JoinNames(Command command) =>
        string.Join(", ", command.Subcommands.Select(subcommand => subcommand.Name));

    private static bool IsEmpty(SymbolResult? symbol) =>
        symbol is ArgumentResult or OptionResult
        && symbol.Tokens.Count > 0
        && symbol.Tokens.All(token => string.IsNullOrWhiteSpace(token.Value));

    private static string GetName(SymbolResult symbol) =>
        symbol switch
        {
            OptionResult option => option.Option.Name,
            ArgumentResult { Parent: OptionResult option } => option.Option.Name,
            ArgumentResult argument => argument.Argument.Name,
            _ => "",
        };

    private static string GetCommandPath(CommandResult result)
    {
        var names = new Stack<string>();
        for (var current = result; current?.Parent is not null; current = current.Parent as CommandResult)
        {
            names.Push(current.Command.Name);
        }

        return string.Concat(names.Select(name => name + " "));
    }
}
