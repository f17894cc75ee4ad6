using System.CommandLine;
using System.Runtime.InteropServices;

namespace ActivitySync.Commands;

/// <summary>Every verb, in the order in which a new user meets them.</summary>
internal static class CommandTree
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Build().Parse(args.Length == 0 ? ["--help"] : args);
        if (CallMistake.LineOf(parsed) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return (int)ExitCode.WrongInput;
        }

        // The library's own handling of signals gives a verb a fixed time; a mail on its way through may need longer, and
        // whoever is in a hurry asks twice.
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopOnce);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopOnce);
        await using var output = new StandardOutput();
        try
        {
            return await parsed.InvokeAsync(
                new VerbSurroundings { Output = output, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (CannotProceedException trouble)
        {
            await Console.Error.WriteLineAsync(trouble.Message); // a help text that could not be written; verbs tell their own
            return (int)trouble.ExitCode;
        }

        void StopOnce(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    public static RootCommand Build()
    {
        var root = new RootCommand("When a massage helps a runner, when it hurts, and why: read from your training, mailed once a week.");
        root.Options.Add(Verb.Config);
        foreach (var verb in Verbs()) root.Subcommands.Add(verb);
        return root;
    }

    private static IEnumerable<Command> Verbs() =>
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
