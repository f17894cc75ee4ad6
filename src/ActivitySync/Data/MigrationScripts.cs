using System.Reflection;

namespace ActivitySync.Data;

/// <summary>
/// The statements of the migrations. They are written once, for SQLite; another engine translates them by rule, or has
/// a script of its own next to one where the rule is not enough (<c>0090_name.postgres.sql</c>).
/// </summary>
/// <param name="variant">The ending of the engine's own scripts; null for none.</param>
/// <param name="translate">Translates a script that has no variant.</param>
internal sealed class MigrationScripts(string? variant, Func<string, string> translate)
{
    private const string ResourcePrefix = "Migrations/";
    private const string Extension = ".sql";

    public static MigrationScripts Sqlite { get; } = new(null, sql => sql);

    /// <summary>The names of all migrations in their order, such as <c>0001_initial</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..^Extension.Length])
            .Where(name => !name.Contains('.', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The statements of a migration for this engine.</summary>
    public string Read(string name) =>
        variant is not null && Find($"{name}.{variant}") is { } own ? own : translate(Find(name)!);

    private static string? Find(string name)
    {
        if (
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"{ResourcePrefix}{name}{Extension}")
            is not { } script
        )
        {
            return null;
        }

        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
