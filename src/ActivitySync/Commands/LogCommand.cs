using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary>What no device knows: massages, pains, illness.</summary>
internal static class LogCommand
{
    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "log",
            "Massages, pains and illness: what no device knows.",
            "log massage today swedish"
        );
        command.Subcommands.Add(LogMassageCommand.Create());
        command.Subcommands.Add(LogPainCommand.Create());
        command.Subcommands.Add(LogPainGoneCommand.Create());
        command.Subcommands.Add(LogIllnessCommand.Create());
        command.Subcommands.Add(LogListCommand.Create());
        command.Subcommands.Add(LogRemoveCommand.Create());
        return command;
    }
}
