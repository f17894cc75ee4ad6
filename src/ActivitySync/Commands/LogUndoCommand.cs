using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary><c>log undo</c>: undoes a change of the last 24 hours.</summary>
internal static class LogUndoCommand
{
    private static readonly Argument<string?> Id = new("ID")
    {
        Description = "The change, as the command that made it names it. Default: your latest change.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "undo",
            "Undoes your latest change of the last 24 hours. "
                + "That is an entry, race, booking, label or pause, added or removed by a command, the page or a link, "
                + "or a preference changed on the page.",
            "log undo"
        );
        command.Arguments.Add(Id);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        using var logbook = context.OpenLogbook();
        var undoId = context.GetValue(Id) is { } typed
            ? ParseId(typed)
            : logbook.FindLatestUndoId() ?? throw CreateError("there is no change of the last 24 hours");
        var step = logbook.FindUndoStep(undoId);
        var problem = logbook.Undo(undoId) switch
        {
            UndoResult.Done => null,
            UndoResult.Expired => "that change is more than 24 hours old",
            UndoResult.AlreadyUndone => "that change is undone already",
            UndoResult.ChangedSince => "a later change is about the same entry",
            _ => "there is no such change",
        };
        if (problem is not null)
        {
            throw CreateError(problem);
        }

        context.Out.WriteLine($"Undone: {UndoText.Describe(logbook, step!)}");
        return ExitCode.Done;
    }

    /// <summary>A text that is not an id belongs to no change.</summary>
    private static long ParseId(string typed) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static OperationException CreateError(string problem) =>
        new(ErrorKind.InvalidInput, $"log undo: {problem}. Use the commands to add or remove an entry.");
}
