using System.CommandLine;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary><c>log remove</c>: removes a log entry.</summary>
internal static class LogRemoveCommand
{
    private const string ListCommand = "log list";

    private static readonly Argument<string> Id = new("ID")
    {
        Description = "The id from 'log list': m12, f5, p3, i4.",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create("remove", "Removes a log entry.", "log remove m12");
        command.Arguments.Add(Id);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context) =>
        EntryRemover.Remove(
            context,
            context.GetValue(Id)!,
            ListCommand,
            EntryKind.Massage,
            EntryKind.Feeling,
            EntryKind.Pain,
            EntryKind.Illness
        );
}
