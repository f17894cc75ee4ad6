using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ActivitySync.Commands.Terminal;

/// <summary>Commands that belong together in the help.</summary>
internal sealed record CommandGroup(string Name, IReadOnlyList<Command> Commands);

/// <summary>Prints the help: of the program, one line per command; of a command, all of its options.</summary>
internal sealed class HelpText(IReadOnlyList<CommandGroup> groups) : SynchronousCommandLineAction
{
    private const string Program = "activitysync";
    private const string Indent = "  ";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        Write(configuration.Output, OutputFormat.For(configuration), parseResult.CommandResult.Command);
        return (int)ExitCode.Done;
    }

    /// <summary>Gets a description's first sentence, which is the line in a list of commands.</summary>
    public static string GetSummary(Command command)
    {
        var description = CommandBuilder.SplitDescription(command).Text;
        return description.IndexOf(". ", StringComparison.Ordinal) is var end and >= 0
            ? description[..(end + 1)]
            : description;
    }

    /// <summary>Prints the help of a command, or of the program.</summary>
    public void Write(TextWriter output, OutputFormat format, Command command)
    {
        var writer = format.Columns is { } columns ? new WrappingWriter(output, columns) : output;
        if (command is RootCommand)
        {
            WriteProgram(writer, format, command);
        }
        else
        {
            WriteCommand(writer, format, command);
        }
    }

    private void WriteProgram(TextWriter output, OutputFormat format, Command root)
    {
        output.WriteLine(root.Description);
        output.WriteLine();
        output.WriteLine($"{format.Paint("Usage:", TextColor.Heading)} {Program} COMMAND [OPTIONS]");
        var width = groups.SelectMany(group => group.Commands).Max(command => command.Name.Length);
        foreach (var group in groups)
        {
            output.WriteLine();
            output.WriteLine(format.Paint(group.Name, TextColor.Heading));
            WriteRows(output, format, group.Commands.Select(command => (command.Name, GetSummary(command))), width);
        }

        output.WriteLine();
        output.WriteLine($"Run '{Program} help COMMAND' for its options. --version prints the version.");
    }

    private static void WriteCommand(TextWriter output, OutputFormat format, Command command)
    {
        var (text, example) = CommandBuilder.SplitDescription(command);
        output.WriteLine(text);
        output.WriteLine();
        output.WriteLine($"{format.Paint("Usage:", TextColor.Heading)} {FormatUsage(command)}");
        if (example is not null)
        {
            WriteHeading(output, format, "Example:");
            output.WriteLine($"{Indent}{format.Paint(example, TextColor.Command)}");
        }

        WriteSection(
            output,
            format,
            "Commands:",
            command.Subcommands.Select(subcommand => (subcommand.Name, GetSummary(subcommand)))
        );
        WriteSection(
            output,
            format,
            "Arguments:",
            command.Arguments.Select(argument => (FormatName(argument), argument.Description ?? ""))
        );
        WriteSection(output, format, "Options:", GetOptions(command));
    }

    private static IEnumerable<(string Name, string Description)> GetOptions(Command command)
    {
        var inherited = command
            .Parents.OfType<Command>()
            .SelectMany(GetAncestors)
            .SelectMany(parent => parent.Options)
            .Where(option => option is { Recursive: true } and not HelpOption);
        return command
            .Options.Concat(inherited)
            .Where(option => !option.Hidden && option is not (HelpOption or VersionOption))
            .Select(option =>
                (
                    option.HelpName is { } value ? $"{option.Name} {value}" : option.Name,
                    (option.Required ? "Required. " : "") + option.Description
                )
            )
            .Append(("--help", "Prints this help."));
    }

    private static IEnumerable<Command> GetAncestors(Command command) =>
        [command, .. command.Parents.OfType<Command>().SelectMany(GetAncestors)];

    private static string FormatUsage(Command command)
    {
        var path = GetAncestors(command)
            .Where(ancestor => ancestor is not RootCommand)
            .Reverse()
            .Select(ancestor => ancestor.Name);
        var arguments = command.Arguments.Select(FormatArgument);
        var ending = command.Subcommands.Count > 0 ? "COMMAND [OPTIONS]" : "[OPTIONS]";
        return string.Join(' ', [Program, .. path, .. arguments, ending]);
    }

    /// <summary>
    /// Formats an argument for the usage line: in brackets if it is optional, with dots if it can be repeated.
    /// </summary>
    public static string FormatArgument(Argument argument)
    {
        var name = FormatName(argument) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
        return argument.Arity.MinimumNumberOfValues == 0 || argument.HasDefaultValue ? $"[{name}]" : name;
    }

    private static string FormatName(Argument argument) => (argument.HelpName ?? argument.Name).ToUpperInvariant();

    private static void WriteSection(
        TextWriter output,
        OutputFormat format,
        string heading,
        IEnumerable<(string Name, string Text)> rows
    )
    {
        List<(string Name, string Text)> known = [.. rows];
        if (known.Count > 0)
        {
            WriteHeading(output, format, heading);
            WriteRows(output, format, known, known.Max(row => row.Name.Length));
        }
    }

    private static void WriteHeading(TextWriter output, OutputFormat format, string heading)
    {
        output.WriteLine();
        output.WriteLine(format.Paint(heading, TextColor.Heading));
    }

    private static void WriteRows(
        TextWriter output,
        OutputFormat format,
        IEnumerable<(string Name, string Text)> rows,
        int width
    )
    {
        var table = new TextTable(new TableColumn(""), new TableColumn("", Wraps: true));
        foreach (var (name, text) in rows)
        {
            table.Add(new TableCell(Indent + name.PadRight(width), TextColor.Command), text);
        }

        table.Write(output, format);
    }
}
