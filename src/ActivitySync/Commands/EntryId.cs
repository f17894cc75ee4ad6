using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary>Numbers of kept rows as users see them: a letter for the kind, so that one number means one thing (<c>m12</c>).</summary>
internal static class EntryId
{
    public const char Massage = 'm';
    public const char Pain = 'p';
    public const char Illness = 'i';
    public const char Race = 'r';
    public const char Slot = 's';
    public const char Planned = 't';

    public static string Format(char kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{kind}{id}");

    /// <summary>The kind and number typed, if the kind is one of those that can be meant.</summary>
    /// <exception cref="OperationException">It is none.</exception>
    public static (char Kind, long Id) Parse(string typed, ReadOnlySpan<char> kinds, string listCommand) =>
        typed.Length > 1
        && kinds.Contains(typed[0])
        && long.TryParse(typed.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (typed[0], id)
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"ID: \"{TerminalText.Sanitize(typed, 40)}\" is none; 'activitysync {listCommand}' shows them, like {Format(kinds[0], 12)}."
            );

    /// <summary>Says that a row is gone, or that there was none.</summary>
    /// <exception cref="OperationException">There was none.</exception>
    public static void WriteRemoved(CommandContext context, bool isRemoved, string typed, string listCommand)
    {
        if (!isRemoved)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"ID: there is no {TerminalText.Sanitize(typed, 40)}; 'activitysync {listCommand}' shows them."
            );
        }

        context.Out.WriteLine($"Removed {typed}.");
    }
}

/// <summary>Prints rows of a date and a kind, for a person or as JSON.</summary>
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
