using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary>The id of a stored entry as users see it: a letter for the kind, then the row's id (<c>m12</c>). The letter
/// makes it unique across kinds.</summary>
internal static class EntryId
{
    public const char Massage = 'm';
    public const char Feeling = 'f';
    public const char Pain = 'p';
    public const char Illness = 'i';
    public const char Race = 'r';
    public const char Slot = 's';
    public const char Planned = 't';

    public static string Format(char kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{kind}{id}");

    /// <summary>Parses an id of one of the given kinds.</summary>
    /// <exception cref="OperationException">The text is not an id of these kinds.</exception>
    public static (char Kind, long Id) Parse(string typed, ReadOnlySpan<char> kinds, string listCommand) =>
        typed.Length > 1
        && kinds.Contains(typed[0])
        && long.TryParse(typed.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (typed[0], id)
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"ID: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; expected an id like {Format(kinds[0], 12)}. "
                    + $"Run 'activitysync {listCommand}' to see them."
            );

    /// <summary>Reports that an entry was removed.</summary>
    /// <exception cref="OperationException">The entry did not exist.</exception>
    public static void WriteRemoved(CommandContext context, bool isRemoved, string typed, string listCommand)
    {
        if (!isRemoved)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"ID: there is no {TerminalText.Sanitize(typed, 40)}. Run 'activitysync {listCommand}' to see the ids."
            );
        }

        context.Out.WriteLine($"Removed {typed}.");
    }
}

/// <summary>Prints entries that have a date and a kind, as text or JSON.</summary>
internal static class DatedEntryList
{
    public static void Write<T>(
        CommandContext context,
        IReadOnlyList<StoredEntry<T>> rows,
        char prefix,
        Func<T, DateOnly> getDate,
        Func<T, string> getKind,
        string emptyText
    )
    {
        if (context.IsJson)
        {
            context.Out.WriteList(rows, (json, row) =>
            {
                json.WriteString("id", EntryId.Format(prefix, row.Id));
                json.WriteDate("date", getDate(row.Value));
                json.WriteString("kind", getKind(row.Value));
            });
            return;
        }

        if (rows.Count == 0)
        {
            context.Out.WriteLine(emptyText);
        }

        foreach (var row in rows)
        {
            context.Out.WriteLine(
                $"{EntryId.Format(prefix, row.Id), -6} {getDate(row.Value).ToColumn()}  {getKind(row.Value)}"
            );
        }
    }
}
