using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary>What all verbs have in common: their options, an example in the help, and one line instead of a stack trace.</summary>
internal static class Verb
{
    public static Option<FileInfo?> Config { get; } = new("--config")
    {
        Description = "The settings file; default: appsettings.json here, then /etc/activitysync/appsettings.json.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<string?> Athlete { get; } = new("--athlete")
    {
        Description = "The runner; may be left out if the settings name only one.",
        HelpName = "NAME",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document." };

    /// <summary>A verb with its help text; the example stands below the description.</summary>
    public static Command Named(string name, string description, string example) =>
        new(name, $"{description}\n\nExample:\n  activitysync {example}");

    /// <summary>Sets what the verb does. Trouble, expected or not, becomes one line on standard error and an exit code.</summary>
    public static Command Does(this Command verb, Func<VerbCall, CancellationToken, Task<ExitCode>> action)
    {
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var surroundings = parsed.InvocationConfiguration as VerbSurroundings ?? new VerbSurroundings();
            await using var call = new VerbCall(parsed, surroundings);
            try
            {
                return (int)await action(call, cancellationToken);
            }
            catch (CannotProceedException trouble)
            {
                await surroundings.Error.WriteLineAsync(trouble.Message);
                return (int)trouble.ExitCode;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return (int)ExitCode.Failed;
            }
            catch (Exception trouble) when (call.StoreLineOf(trouble) is { } line)
            {
                await surroundings.Error.WriteLineAsync(line);
                return (int)ExitCode.Failed;
            }
#pragma warning disable CA1031 // the last to see it: a fault of ours is told in one line too, and no stack trace reaches the user
            catch (Exception trouble)
#pragma warning restore CA1031
            {
                await surroundings.Error.WriteLineAsync(
                    $"unexpected: {UnexpectedTrouble.LineOf(trouble)}; a fault of the program, not of yours: please report this line.");
                return (int)ExitCode.Failed;
            }
        });
        return verb;
    }

    /// <summary>The same for a verb that waits for nothing.</summary>
    public static Command Does(this Command verb, Func<VerbCall, ExitCode> action) =>
        verb.Does((call, _) => Task.FromResult(action(call)));
}
