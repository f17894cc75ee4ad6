using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary>What no device knows: massages, pains, illness.</summary>
internal static class LogCommand
{
    public static Command Create()
    {
        var verb = Verb.Named("log", "Massages, pains and illness: what no device knows.", "log massage today swedish");
        verb.Subcommands.Add(LogMassageCommand.Create());
        verb.Subcommands.Add(LogPainCommand.Create());
        verb.Subcommands.Add(LogPainGoneCommand.Create());
        verb.Subcommands.Add(LogIllnessCommand.Create());
        verb.Subcommands.Add(LogListCommand.Create());
        verb.Subcommands.Add(LogRemoveCommand.Create());
        return verb;
    }
}
