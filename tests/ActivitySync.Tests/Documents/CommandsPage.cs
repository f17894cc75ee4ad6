using System.CommandLine;
using System.Globalization;
using System.Text;
using ActivitySync.Commands.Terminal;
using ActivitySync.Logbook;

namespace ActivitySync.Tests.Documents;

/// <summary>Renders <c>docs/commands.md</c> from the help of every command.</summary>
internal static class CommandsPage
{
    private const string Head = """
        # Commands

        The executable is `activitysync`; from source, `dotnet run --project src/ActivitySync --`. Every command has
        `--help`, and `--config FILE` for a settings file that is not in one of the [default places](settings.md).
        Commands about an athlete have `--athlete NAME`. It is optional if there is only one, except for `forget`.
        `--json`, where a command lists it, prints one JSON document.

        `activitysync help COMMAND` prints the same as `--help`. On a terminal, output wraps at words and has colors,
        unless `NO_COLOR` is set; in a pipe a row of a table stays on one line, unless `COLUMNS` is set. `--verbose`
        adds codes and rules.

        Exit codes: 0 done; 1 failed on this machine, or stopped with Ctrl-C; 2 the call, a setting or an input is
        invalid; 3 a remote service refused or is unavailable, a later retry can help; 4 you have to act (authorize,
        pay, renew).

        """;

    public static string Render(RootCommand root)
    {
        var page = new StringBuilder(Head);
        WriteWords(page);
        foreach (var command in root.Subcommands)
        {
            Write(page, command, command.Name, "##");
        }

        return page.ToString();
    }

    private static void WriteWords(StringBuilder page)
    {
        page.Append(
            """

            ## Dates and words

            A date is written 2026-11-25 or 25.11.2026, or as a word: today, yesterday, tomorrow, or a weekday, also
            shortened (`fri`). A weekday is the last such day for what has happened (`log`, `activities`), and the next
            one for what is to come (`slot`, `race`, `planned`, `pause`, `plan`); today counts as both. The answer
            names the day. German words do as well: heute, gestern, morgen, übermorgen, Freitag, fr.

            Kinds have other words too. Sports and Thai massage count as `other`, which is gentle; log a firm one as
            `deep`.

            | | |
            | --- | --- |

            """
        );
        foreach (var list in ChoiceWords.All)
        {
            foreach (var (value, words) in list.Rows)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {list.Name}: `{value}` | {string.Join(", ", words)} |\n");
            }
        }
    }

    private static void Write(StringBuilder page, Command command, string path, string level)
    {
        var parts = (command.Description ?? "").Split("\n\nExample:\n  ");
        var arguments = string.Concat(command.Arguments.Select(argument => $" {HelpText.FormatArgument(argument)}"));
        page.Append(CultureInfo.InvariantCulture, $"\n{level} `{path}{arguments}`\n\n{parts[0]}\n");
        if (parts.Length > 1)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n    {parts[1]}\n");
        }

        var rows = command
            .Arguments.Where(argument => argument.Description is not null)
            .Select(argument => (Name: FormatHelpName(argument.HelpName ?? argument.Name), argument.Description))
            .Concat(
                command
                    .Options.Where(option => option is not System.CommandLine.Help.HelpOption && !option.Hidden)
                    .Select(option =>
                        (
                            Name: option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}",
                            option.Description
                        )
                    )
            )
            .ToList();
        if (rows.Count > 0)
        {
            page.Append("\n| | |\n| --- | --- |\n");
        }

        foreach (var (name, description) in rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{Escape(name)}` | {Escape(description ?? "")} |\n");
        }

        foreach (var subcommand in command.Subcommands)
        {
            Write(page, subcommand, $"{path} {subcommand.Name}", "###");
        }
    }

    /// <summary>Escapes a cell of a Markdown table.</summary>
    private static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>The commands that can be run, without the groups that only hold others.</summary>
    public static IEnumerable<Command> GetLeaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(GetLeaves);

    private static string FormatHelpName(string name) => name.ToUpperInvariant();
}
