using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary>What commands that change the logbook have in common: how they open it, and their texts.</summary>
internal static class LogbookText
{
    /// <summary>Opens the logbook of the command's athlete; the caller disposes it.</summary>
    public static AthleteLogbook OpenLogbook(this CommandContext context, bool isReadOnly = false) =>
        AthleteLogbook.Open(
            context.GetService<Database>(),
            context.Athlete,
            context.Clock,
            context.Settings.Rules,
            isReadOnly
        );

    /// <summary>Formats the command that undoes this one.</summary>
    public static string FormatUndo(this CommandContext context, string command) =>
        $"Undo: {context.FormatCommand(command)}";

    /// <summary>
    /// Reports an entry that a command added: whether it is new, changes an earlier one, or was there already, with an
    /// undo that brings back what was before.
    /// </summary>
    /// <param name="context">The command.</param>
    /// <param name="saved">What was stored.</param>
    /// <param name="entry">The entry in words.</param>
    /// <param name="removeCommand">The command that removes entries of this kind: <c>race remove</c>.</param>
    public static void WriteSaved(this CommandContext context, SavedChange saved, string entry, string removeCommand) =>
        context.Out.WriteLine(
            !saved.HasChanged ? $"{saved.EntryId} is already there: {entry}."
            : saved.ReplacedEntryId is { } replaced
                ? $"Changed {replaced}{(replaced == saved.EntryId ? "" : $", now {saved.EntryId}")}: {entry}. "
                    + context.FormatUndo(saved)
            : $"Added {saved.EntryId}: {entry}. {context.FormatUndo($"{removeCommand} {saved.EntryId}")}"
        );

    /// <summary>Formats the command that brings back what a change replaced.</summary>
    public static string FormatUndo(this CommandContext context, SavedChange saved) =>
        context.FormatUndo(string.Create(CultureInfo.InvariantCulture, $"log undo {saved.UndoId}"));

    /// <summary>Formats a command line for the command's athlete.</summary>
    public static string FormatCommand(this CommandContext context, string command) =>
        $"activitysync {command}" + (context.HasSeveralAthletes ? $" --athlete {context.Athlete.Name}" : "");

    /// <summary>Formats a date with its weekday: "Friday 20 November 2026".</summary>
    public static string FormatDay(DateOnly date) => date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Makes a change whose date must not be after today, or not before it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="argumentName">The argument with the date, for the error message.</param>
    /// <param name="fix">How to fix the date: the end of the message.</param>
    /// <exception cref="OperationException">The change is invalid.</exception>
    public static T WithDate<T>(Func<T> change, string argumentName, string fix)
    {
        try
        {
            return change();
        }
        catch (InvalidEntryException invalid)
            when (invalid is { Problem: EntryProblem.InFuture or EntryProblem.InPast, Date: not null })
        {
            var problem = invalid.Problem == EntryProblem.InFuture ? "is in the future" : "has passed";
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: {invalid.Date.Value.ToColumn()} {problem}. {fix}"
            );
        }
    }
}
