using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>Every verb, in the order in which a new user meets them.</summary>
internal static class CommandTree
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Build().Parse(args.Length == 0 ? ["--help"] : args);
        if (CommandLineErrors.FindMessage(parsed) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return (int)ExitCode.InvalidInput;
        }

        // The library's own handling of signals gives a verb a fixed time; a mail on its way through may need longer, and
        // whoever is in a hurry asks twice.
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopOnce);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopOnce);
        await using var output = new ConsoleOutput();
        try
        {
            return await parsed.InvokeAsync(
                new CommandEnvironment
                {
                    Output = output,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                stop.Token
            );
        }
        catch (OperationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message); // a help text that could not be written; verbs tell their own
            return (int)exception.Kind.ToExitCode();
        }

        void StopOnce(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    public static RootCommand Build()
    {
        var root = new RootCommand(
            "When a massage helps a runner, when it hurts, and why: read from your training, mailed once a week."
        );
        root.Options.Add(CommandBuilder.ConfigOption);
        foreach (var command in CreateCommands())
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static IEnumerable<Command> CreateCommands() =>
        [
            RunCommand.Create(),
            DemoCommand.Create(),
            SetupCommand.Create(),
            ConnectCommand.Create(),
            DisconnectCommand.Create(),
            ImportCommand.Create(),
            SyncCommand.Create(),
            ActivitiesCommand.Create(),
            LabelCommand.Create(),
            LogCommand.Create(),
            RaceCommand.Create(),
            SlotCommand.Create(),
            PlannedCommand.Create(),
            PauseCommand.Create(),
            ResumeCommand.Create(),
            PlanCommand.Create(),
            SimulateCommand.Create(),
            DigestCommand.Create(),
            MailCommand.Create(),
            RulesCommand.Create(),
            DoctorCommand.Create(),
            StatusCommand.Create(),
            HealthCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            ConfigCommand.Create(),
            ExportCommand.Create(),
            ForgetCommand.Create(),
        ];
}

/// <summary>The console's standard output. One that takes nothing (a full disk, a closed stream) is told in a line; a reader that left early is none of it: the console drops what it would have got.</summary>
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
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                "standard output: cannot be written, so the answer is not whole; is the disk full that it goes to, or the stream closed?",
                exception
            );
        }
    }
}
