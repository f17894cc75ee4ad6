using System.CommandLine;
using System.CommandLine.Parsing;
using ActivitySync.Settings;

namespace ActivitySync.Commands;

/// <summary>What is wrong with a call, in one line: what, and where to look.</summary>
internal static class CallMistake
{
    private const int MostShown = 40;

    /// <summary>The line; null if nothing is wrong.</summary>
    public static string? LineOf(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0) return null;
        var see = $"See 'activitysync {Path(parsed.CommandResult)}--help'.";
        if (parsed.Errors.Select(error => error.SymbolResult).FirstOrDefault(IsEmpty) is { } empty) return $"{NameOf(empty)}: must not be empty. {see}";
        if (parsed.CommandResult.Command is { Subcommands.Count: > 0 } command && parsed.Errors.All(error => error.SymbolResult is CommandResult))
        {
            return parsed.UnmatchedTokens switch
            {
                [] => $"Say which: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}. {see}",
                [{ } typed, ..] when typed.StartsWith('-') => $"{PlainText.Of(typed, MostShown)}: no such option. {see}",
                [{ } typed, ..] => $"{PlainText.Of(typed, MostShown)}: no such verb; {Instead(typed, command)} {see}",
            };
        }

        var told = parsed.Errors.Where(error => parsed.CommandResult.Command.Subcommands.Count == 0 || error.SymbolResult is not CommandResult);
        return $"{PlainText.Of(string.Join(' ', told.Select(error => error.Message).Distinct()))} {see}";
    }

    /// <summary>The verb that was meant, or all there are.</summary>
    private static string Instead(string typed, Command command)
    {
        var names = command.Subcommands.Select(verb => verb.Name).ToList();
        if (command.Options.FirstOrDefault(option => option.Name.Equals($"--{typed}", StringComparison.OrdinalIgnoreCase)) is { } option) return $"did you mean {option.Name}?";
        return NearestWord.Of(typed, names) is { } near ? $"did you mean '{near}'?" : $"there are {string.Join(", ", names)}.";
    }

    private static bool IsEmpty(SymbolResult? typed) =>
        typed is ArgumentResult or OptionResult && typed.Tokens.Count > 0 && typed.Tokens.All(token => string.IsNullOrWhiteSpace(token.Value));

    private static string NameOf(SymbolResult typed) => typed switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult { Parent: OptionResult option } => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "",
    };

    private static string Path(CommandResult result)
    {
        var names = new Stack<string>();
        for (var at = result; at?.Parent is not null; at = at.Parent as CommandResult) names.Push(at.Command.Name);
        return string.Concat(names.Select(name => name + " "));
    }
}
