using System.CommandLine;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>What all verbs have in common: their options, an example in the help, and one line instead of a stack trace.</summary>
internal static class CommandBuilder
{
    public static Option<FileInfo?> ConfigOption { get; } =
        new("--config")
        {
            Description = "The settings file; default: appsettings.json here, then /etc/activitysync/appsettings.json.",
            HelpName = "FILE",
            Recursive = true,
        };

    public static Option<string?> AthleteOption { get; } =
        new("--athlete")
        {
            Description = "The runner; may be left out if the settings name only one.",
            HelpName = "NAME",
        };

    public static Option<bool> JsonOption { get; } = new("--json") { Description = "Print one JSON document." };

    /// <summary>A verb with its help text; the example stands below the description.</summary>
    public static Command Create(string name, string description, string example) =>
        new(name, $"{description}\n\nExample:\n  activitysync {example}");

    /// <summary>Sets what the verb does. Trouble, expected or not, becomes one line on standard error and an exit code.</summary>
    public static Command Handle(this Command command, Func<CommandContext, CancellationToken, Task<ExitCode>> action)
    {
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var surroundings = parsed.InvocationConfiguration as CommandEnvironment ?? new CommandEnvironment();
                await using var context = new CommandContext(parsed, surroundings);
                try
                {
                    return (int)await action(context, cancellationToken);
                }
                catch (OperationException exception)
                {
                    await surroundings.Error.WriteLineAsync(exception.Message);
                    return (int)exception.Kind.ToExitCode();
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    return (int)ExitCode.Failed;
                }
#pragma warning disable CA1031 // the last to see it: a fault of ours is told in one line too, and no stack trace reaches the user
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    await surroundings.Error.WriteLineAsync(
                        $"unexpected: {ErrorText.LineFor(exception)}; a fault of the program, not of yours: please report this line."
                    );
                    return (int)ExitCode.Failed;
                }
            }
        );
        return command;
    }

    /// <summary>The same for a verb that waits for nothing.</summary>
    public static Command Handle(this Command command, Func<CommandContext, ExitCode> action) =>
        command.Handle((context, _) => Task.FromResult(action(context)));
}
