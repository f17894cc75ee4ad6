using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Prints rows of a date and a kind, for a person or as JSON.</summary>
internal static class DatedList
{
    public static void Write<T>(
        VerbCall call, IReadOnlyList<KeptRow<T>> rows, char prefix, Func<T, DateOnly> date, Func<T, string> kind, string whenEmpty)
    {
        if (call.Json)
        {
            call.Out.WriteList(rows, (json, row) =>
            {
                json.WriteString("id", RowId.Of(prefix, row.Id));
                json.WriteDate("date", date(row.Value));
                json.WriteString("kind", kind(row.Value));
            });
            return;
        }

        if (rows.Count == 0) call.Out.WriteLine(whenEmpty);
        foreach (var row in rows) call.Out.WriteLine($"{RowId.Of(prefix, row.Id),-6} {date(row.Value).ToColumn()}  {kind(row.Value)}");
    }
}
