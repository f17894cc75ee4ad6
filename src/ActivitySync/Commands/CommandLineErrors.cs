using System.CommandLine;
using System.CommandLine.Parsing;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>What is wrong with a call, in one line: what, and where to look.</summary>
internal static class CommandLineErrors
{
    private const int MaxShownLength = 40;

    /// <summary>The line; null if nothing is wrong.</summary>
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
                [] => $"Say which: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}. {see}",
                [{ } typed, ..] when typed.StartsWith('-') =>
                    $"{TerminalText.Sanitize(typed, MaxShownLength)}: no such option. {see}",
                [{ } typed, ..] =>
                    $"{TerminalText.Sanitize(typed, MaxShownLength)}: no such verb; {SuggestCommand(typed, command)} {see}",
            };
        }

        var told = parsed.Errors.Where(error =>
            parsed.CommandResult.Command.Subcommands.Count == 0 || error.SymbolResult is not CommandResult
        );
        return $"{TerminalText.Sanitize(string.Join(' ', told.Select(error => error.Message).Distinct()))} {see}";
    }

    /// <summary>The verb that was meant, or all there are.</summary>
    private static string SuggestCommand(string typed, Command command)
    {
        var names = command.Subcommands.Select(verb => verb.Name).ToList();
        if (
            command.Options.FirstOrDefault(option =>
                option.Name.Equals($"--{typed}", StringComparison.OrdinalIgnoreCase)
            ) is
            { } option
        )
        {
            return $"did you mean {option.Name}?";
        }

        return NearestMatch.Find(typed, names) is { } near
            ? $"did you mean '{near}'?"
            : $"there are {string.Join(", ", names)}.";
    }

    private static bool IsEmpty(SymbolResult? typed) =>
        typed is ArgumentResult or OptionResult
        && typed.Tokens.Count > 0
        && typed.Tokens.All(token => string.IsNullOrWhiteSpace(token.Value));

    private static string GetName(SymbolResult typed) =>
        typed switch
        {
            OptionResult option => option.Option.Name,
            ArgumentResult { Parent: OptionResult option } => option.Option.Name,
            ArgumentResult argument => argument.Argument.Name,
            _ => "",
        };

    private static string GetCommandPath(CommandResult result)
    {
        var names = new Stack<string>();
        for (var at = result; at?.Parent is not null; at = at.Parent as CommandResult)
        {
            names.Push(at.Command.Name);
        }

        return string.Concat(names.Select(name => name + " "));
    }
}
