using System.CommandLine;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>Builds commands: shared options, an example in the help, and errors as one line instead of a stack
/// trace.</summary>
internal static class CommandBuilder
{
    public static Option<FileInfo?> ConfigOption { get; } =
        new("--config")
        {
            Description = "Settings file. Default: ./appsettings.json, then /etc/activitysync/appsettings.json.",
            HelpName = "FILE",
            Recursive = true,
        };

    public static Option<string?> AthleteOption { get; } =
        new("--athlete") { Description = "The athlete. Optional if there is only one.", HelpName = "NAME" };

    public static Option<bool> VerboseOption { get; } =
        new("--verbose") { Description = "Also print codes, rules and how sure the program is." };

    public static Option<bool> JsonOption { get; } = new("--json") { Description = "Print one JSON document." };

    private const string ExampleHeading = "\n\nExample:\n  ";

    /// <summary>Creates a command whose help shows the description and an example.</summary>
    public static Command Create(string name, string description, string example) =>
        new(name, $"{description}{ExampleHeading}activitysync {example}");

    /// <summary>Splits a command's description into its text and the example.</summary>
    public static (string Text, string? Example) SplitDescription(Command command) =>
        (command.Description ?? "").Split(ExampleHeading) is [var text, var example]
            ? (text, example)
            : (command.Description ?? "", null);

    /// <summary>Sets the command's action. Any exception becomes one line on standard error and an exit
    /// code.</summary>
    public static Command Handle(this Command command, Func<CommandContext, CancellationToken, Task<ExitCode>> action)
    {
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var environment = parsed.InvocationConfiguration as CommandEnvironment ?? new CommandEnvironment();
                await using var context = new CommandContext(parsed, environment);
                try
                {
                    var exit = (int)await action(context, cancellationToken);
                    await context.WriteUnreadableRowsAsync();
                    return exit;
                }
                catch (OperationException exception)
                {
                    await environment.Error.WriteLineAsync(ErrorText.LineFor(exception));
                    return (int)exception.Kind.ToExitCode();
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    return (int)ExitCode.Failed;
                }
#pragma warning disable CA1031 // the last handler: a bug is reported in one line too, without a stack trace
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    await environment.Error.WriteLineAsync(ErrorText.DescribeUnexpected(exception));
                    return (int)ExitCode.Failed;
                }
            }
        );
        return command;
    }

    /// <summary>Sets the action of a synchronous command.</summary>
    public static Command Handle(this Command command, Func<CommandContext, ExitCode> action) =>
        command.Handle((context, _) => Task.FromResult(action(context)));
}
