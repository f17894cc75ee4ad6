using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>All commands in the groups of the help, in the order in which a new user meets them.</summary>
internal static class CommandTree
{
    /// <summary>Runs the command of a command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="machineCulture">What the machine is set to; the process itself has the invariant culture.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(string[] args, CultureInfo machineCulture)
    {
        await using var error = new ErrorOutput();
        try
        {
            return await ParseAndInvokeAsync(args, machineCulture, error);
        }
        catch (OperationException exception)
        {
            // Only a failed write of a help text gets here; commands report their own errors.
            await error.WriteLineAsync(ErrorText.LineFor(exception));
            return (int)exception.Kind.ToExitCode();
        }
#pragma warning disable CA1031 // the last handler: whatever ends a start is one line
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync(ErrorText.DescribeUnexpected(exception));
            return (int)ExitCode.Failed;
        }
    }

    private static async Task<int> ParseAndInvokeAsync(
        string[] args,
        CultureInfo machineCulture,
        ErrorOutput errorOutput
    )
    {
        var parsed = Build().Parse(args.Length == 0 ? ["--help"] : args);
        if (CommandLineErrors.FindMessage(parsed) is { } error)
        {
            await errorOutput.WriteLineAsync(error);
            return (int)ExitCode.InvalidInput;
        }

        // System.CommandLine ends a command after a fixed time; delivering a mail may take longer. The first signal
        // cancels, the second one ends the process.
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopOnce);
        using var hungUp = IsHangupIgnored() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, StopOnce);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopOnce);
        await using var output = new ConsoleOutput();
        return await parsed.InvokeAsync(
            new CommandEnvironment
            {
                Output = output,
                Error = errorOutput,
                MachineCulture = machineCulture,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            stop.Token
        );

        void StopOnce(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    /// <summary>Whether the process was started so that it outlives its terminal (nohup).</summary>
    private static bool IsHangupIgnored()
    {
        const string field = "SigIgn:";
        try
        {
            var mask = File.ReadLines("/proc/self/status")
                .FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))
                ?[field.Length..];
            return ulong.TryParse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)
                && (bits & 1) != 0; // SIGHUP is signal 1
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // not on Linux
        }
    }

    public static RootCommand Build() => BuildWithGroups().Root;

    /// <summary>Builds the commands, and their groups for the help.</summary>
    public static (RootCommand Root, IReadOnlyList<CommandGroup> Groups) BuildWithGroups()
    {
        var root = new RootCommand(
            "Massage advice for runners: when it helps, when it hurts, and why. Based on your training, emailed weekly."
        );
        root.Options.Add(CommandBuilder.ConfigOption);
        var groups = CreateGroups();
        foreach (var command in groups.SelectMany(group => group.Commands))
        {
            root.Subcommands.Add(command);
        }

        root.Options.OfType<HelpOption>().Single().Action = new HelpText(groups);
        return (root, groups);
    }

    private static IReadOnlyList<CommandGroup> CreateGroups() =>
        [
            new(
                "Start",
                [
                    DemoCommand.Create(),
                    SetupCommand.Create(),
                    ConnectCommand.Create(),
                    DisconnectCommand.Create(),
                    ImportCommand.Create(),
                    SyncCommand.Create(),
                ]
            ),
            new(
                "Your training",
                [
                    PlanCommand.Create(),
                    ActivitiesCommand.Create(),
                    LabelCommand.Create(),
                    LogCommand.Create(),
                    RaceCommand.Create(),
                    SlotCommand.Create(),
                    PlannedCommand.Create(),
                    PreferenceCommand.Create(),
                    PageCommand.Create(),
                    SimulateCommand.Create(),
                    RulesCommand.Create(),
                ]
            ),
            new(
                "Emails",
                [DigestCommand.Create(), MailCommand.Create(), PauseCommand.Create(), ResumeCommand.Create()]
            ),
            new(
                "Running it",
                [
                    RunCommand.Create(),
                    StatusCommand.Create(),
                    HealthCommand.Create(),
                    DoctorCommand.Create(),
                    NodesCommand.Create(),
                    ConfigCommand.Create(),
                    AthleteCommand.Create(),
                    BackupCommand.Create(),
                    RestoreCommand.Create(),
                    StoreCommand.Create(),
                    ExportCommand.Create(),
                    ForgetCommand.Create(),
                    HelpCommand.Create(),
                ]
            ),
        ];
}

/// <summary>The console's standard output. A failed write (full disk, closed stream) is reported as an error. A reader
/// that exits early is not an error: the console discards the rest.</summary>
internal sealed class ConsoleOutput : TextWriter
{
    public override Encoding Encoding => Console.OutputEncoding;

    public override void Write(char value) => WriteOrThrow(output => output.Write(value));

    public override void Write(string? value) => WriteOrThrow(output => output.Write(value));

    public override void Write(char[] buffer, int index, int count) =>
        WriteOrThrow(output => output.Write(buffer, index, count));

    public override void WriteLine(string? value) => WriteOrThrow(output => output.WriteLine(value));

    public override void Flush() => WriteOrThrow(output => output.Flush());

    private static void WriteOrThrow(Action<TextWriter> write)
    {
        try
        {
            write(Console.Out);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException && !ErrorText.IsOutOfHandles(exception))
        {
            throw new OperationException(
                ErrorKind.Failed,
                "standard output: cannot be written, so the output is incomplete. "
                    + "Check for a full disk or a closed stream.",
                exception
            );
        }
    }
}
