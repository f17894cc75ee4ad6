using System.CommandLine;
using System.Globalization;
using System.Text;

namespace ActivitySync.Tests.Documents;

/// <summary><c>docs/commands.md</c> as it has to be: what <c>--help</c> of every verb says.</summary>
internal static class CommandsPage
{
    private const string Head = """
        # Commands

        One executable, `activitysync`; from source, `dotnet run --project src/ActivitySync --`. Every verb takes `--help`,
        and `--config FILE` for settings that are not in one of the [usual places](settings.md). Verbs about a runner take
        `--athlete NAME`, which may be left out where the settings name only one. `--json` prints one JSON document.

        Exit codes: 0 done; 1 it failed here; 2 the call, a setting or an input is wrong; 3 a remote service refused or is
        away, trying again later can help; 4 you have to act (authorise, pay, renew).

        """;

    public static string Render(RootCommand root)
    {
        var page = new StringBuilder(Head);
        foreach (var command in root.Subcommands)
        {
            Write(page, command, command.Name, "##");
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, Command command, string path, string level)
    {
        var parts = (command.Description ?? "").Split("\n\nExample:\n  ");
        var arguments = string.Concat(
            command.Arguments.Select(argument =>
                $" {FormatHelpName(argument.HelpName ?? argument.Name)}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}"
            )
        );
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
            page.Append(
                CultureInfo.InvariantCulture,
                $"| `{name.Replace("|", "\\|", StringComparison.Ordinal)}` | {description?.Replace("|", "\\|", StringComparison.Ordinal)} |\n"
            );
        }

        foreach (var below in command.Subcommands)
        {
            Write(page, below, $"{path} {below.Name}", "###");
        }
    }

    private static string FormatHelpName(string name) => name.ToUpperInvariant();
}
