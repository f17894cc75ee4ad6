using ActivitySync.Advice;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary>Removes entries by the id that the user typed.</summary>
internal static class EntryRemover
{
    /// <summary>Removes an entry of one of the given kinds and reports it.</summary>
    /// <param name="context">The command.</param>
    /// <param name="typed">The id.</param>
    /// <param name="listCommand">The command that lists the ids.</param>
    /// <param name="kinds">The kinds that may be removed.</param>
    /// <exception cref="OperationException">There is no such entry, or it has to be removed where it comes
    /// from.</exception>
    public static ExitCode Remove(CommandContext context, string typed, string listCommand, params EntryKind[] kinds)
    {
        if (!EntryId.TryParse(typed, out var id) || !kinds.Contains(id.Kind))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"ID: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; expected an id like "
                    + $"{new EntryId(kinds[0], 12)}. Run 'activitysync {listCommand}' to see them."
            );
        }

        using var logbook = context.OpenLogbook();
        try
        {
            logbook.RemoveEntry(typed, kinds);
        }
        catch (InvalidEntryException invalid)
        {
            throw CreateError(invalid, typed, listCommand);
        }

        context.Out.WriteLine($"Removed {typed}.");
        return ExitCode.Done;
    }

    private static OperationException CreateError(InvalidEntryException invalid, string typed, string listCommand) =>
        new(
            ErrorKind.InvalidInput,
            invalid switch
            {
                { Problem: EntryProblem.FromTitle, Title: { } title } => string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"ID: {typed} comes from a hashtag in the title of activity {title.ActivityId}. "
                        + $"Remove the hashtag at {title.Source}; the next sync then removes the entry."
                ),
                { Problem: EntryProblem.FromCalendar } =>
                    $"ID: {TerminalText.Sanitize(typed, 40)} comes from a calendar, which would add it again. "
                        + (
                            EntryId.TryParse(typed, out var id) && id.Kind == EntryKind.Race
                                ? "Remove it there, or add a race of that day yourself, which wins."
                                : "Remove it there; the next sync then removes it here."
                        ),
                _ => $"ID: there is no {TerminalText.Sanitize(typed, 40)}. "
                    + $"Run 'activitysync {listCommand}' to see the ids.",
            }
        );
}

/// <summary>Prints entries that have a date and a kind, as text or JSON.</summary>
internal static class DatedEntryList
{
    public static void Write<T>(
        CommandContext context,
        IReadOnlyList<T> entries,
        Func<T, string> getKind,
        string emptyText
    )
        where T : LogbookEntry
    {
        if (context.IsJson)
        {
            context.Out.WriteList(entries, (json, entry) =>
            {
                json.WriteString("id", entry.Id.ToString());
                json.WriteDate("date", entry.Date);
                json.WriteString("kind", getKind(entry));
            });
            return;
        }

        if (entries.Count == 0)
        {
            context.Out.WriteLine(emptyText);
        }

        var table = new TextTable(new TableColumn("ID"), new TableColumn("DATE"), new TableColumn("KIND"));
        foreach (var entry in entries)
        {
            table.Add(entry.Id.ToString(), entry.Date.ToColumn(), getKind(entry));
        }

        table.Write(context.Out, context.Format);
    }
}
