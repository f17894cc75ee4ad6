namespace ActivitySync.Store;

/// <summary>The rows of a table that hang on one runner, as they are stored.</summary>
internal sealed record HeldTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);
