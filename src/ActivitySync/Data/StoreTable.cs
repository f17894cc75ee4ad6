using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>The type of a column, in both engines.</summary>
internal enum StoreColumnType
{
    /// <summary>64 bits.</summary>
    Integer,

    /// <summary>Double precision.</summary>
    Real,

    Text,

    Blob,
}

/// <summary>A column of a table.</summary>
internal sealed record StoreColumn(string Name, StoreColumnType Type);

/// <summary>A table with data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">All columns, in the order of the schema.</param>
/// <param name="Key">The columns of the primary key.</param>
/// <param name="GeneratedColumn">
/// The column whose numbers are generated and never used twice; null for none.
/// </param>
internal sealed record StoreTable(
    string Name,
    IReadOnlyList<StoreColumn> Columns,
    IReadOnlyList<string> Key,
    string? GeneratedColumn
)
{
    /// <summary>Puts the columns of a schema together, and orders the tables by their references.</summary>
    /// <param name="columns">All columns of all tables, in the order of the schema.</param>
    /// <param name="references">Which table refers to which.</param>
    /// <param name="types">The types of the engine by their names.</param>
    /// <exception cref="OperationException">A column has a type that this program doesn't use.</exception>
    public static IReadOnlyList<StoreTable> Create(
        IReadOnlyList<SchemaColumn> columns,
        IReadOnlyList<SchemaReference> references,
        IReadOnlyDictionary<string, StoreColumnType> types
    )
    {
        var waiting = columns
            .GroupBy(column => column.TableName)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Create(group.Key, [.. group], types))
            .ToList();
        var ordered = new List<StoreTable>();
        while (waiting.Count > 0)
        {
            var names = waiting.Select(table => table.Name).ToHashSet();
            var next = waiting.Find(table =>
                !references.Any(reference =>
                    reference.TableName == table.Name
                    && reference.Referenced != table.Name
                    && names.Contains(reference.Referenced)
                )
            );
            ordered.Add(next ?? throw new InvalidOperationException("The tables refer to each other in a circle."));
            waiting.Remove(next);
        }

        return ordered;
    }

    private static StoreTable Create(
        string name,
        List<SchemaColumn> columns,
        IReadOnlyDictionary<string, StoreColumnType> types
    ) =>
        new(
            name,
            [
                .. columns.Select(column =>
                    types.TryGetValue(column.Type, out var type)
                        ? new StoreColumn(column.Name, type)
                        : throw new OperationException(
                            ErrorKind.InvalidInput,
                            $"{name}: this is no table of activitysync. "
                                + "Use a database or schema without tables of other programs."
                        )
                ),
            ],
            [
                .. columns
                    .Where(column => column.KeyPosition > 0)
                    .OrderBy(column => column.KeyPosition)
                    .Select(column => column.Name),
            ],
            columns.Find(column => column.IsGenerated != 0)?.Name
        );
}

/// <summary>A column as the catalog of an engine describes it.</summary>
/// <param name="TableName">The table.</param>
/// <param name="Name">The column.</param>
/// <param name="Type">The engine's name of the type.</param>
/// <param name="KeyPosition">The position in the primary key, from 1; 0 outside of it.</param>
/// <param name="IsGenerated">1 if its numbers are generated and never used twice.</param>
internal sealed record SchemaColumn(string TableName, string Name, string Type, long KeyPosition, long IsGenerated);

/// <summary>A foreign key.</summary>
internal sealed record SchemaReference(string TableName, string Referenced);
