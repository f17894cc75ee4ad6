using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary><c>log</c>: massages, how they left the athlete, pain and illness.</summary>
internal static class LogCommand
{
    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "log",
            "Logs what no device records: massages, pain, illness. Also whether a massage helped.",
            "log massage today swedish"
        );
        command.Subcommands.Add(LogMassageCommand.Create());
        command.Subcommands.Add(LogFeelCommand.Create());
        command.Subcommands.Add(LogPainCommand.Create());
        command.Subcommands.Add(LogPainGoneCommand.Create());
        command.Subcommands.Add(LogIllnessCommand.Create());
        command.Subcommands.Add(LogSkipCommand.Create());
        command.Subcommands.Add(LogListCommand.Create());
        command.Subcommands.Add(LogRemoveCommand.Create());
        command.Subcommands.Add(LogUndoCommand.Create());
        return command;
    }
}
