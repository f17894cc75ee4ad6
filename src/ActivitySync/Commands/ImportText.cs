using ActivitySync.Intake;
using ActivitySync.Sources.Files;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>An import in plain lines. File names come from outside and are made harmless to a terminal.</summary>
internal static class ImportText
{
    private const int MaxNameLength = 1000;

    public static string Name(string file) => OneLine.Of(file, MaxNameLength);

    public static string Line(ImportedFile row)
    {
        var ids = row.Activities.Count > 0 ? $" ({string.Join(", ", row.Activities)})" : "";
        var reason = row.Reason is null ? "" : $": {row.Reason}";
        var warnings = string.Concat(row.Warnings.Select(warning => $"; warning: {warning}"));
        return $"{Name(row.File)}: {row.Result.ToColumn()}{ids}{reason}{warnings}";
    }

    public static string Summary(IReadOnlyList<ImportedFile> rows, bool dryRun)
    {
        if (rows.Count == 0) return "No files found.";
        var counts = Enum.GetValues<ImportResult>()
            .Select(result => (Result: result, Count: rows.Count(row => row.Result == result)))
            .Where(pair => pair.Count > 0)
            .Select(pair => $"{pair.Count} {pair.Result.ToColumn()}");
        return $"{string.Join(", ", counts)}.{(dryRun ? " Nothing was written." : "")}";
    }
}
