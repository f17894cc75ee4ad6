using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using ActivitySync.Data;

namespace ActivitySync.Tests.Data.Postgres;

/// <summary>
/// The SQL statements of the program, read from its compiled methods, so that a new one is found without being listed.
/// Statements that are put together at run time are not among them.
/// </summary>
internal static partial class SqlStatements
{
    private const byte LoadString = 0x72;
    private const byte StringTable = 0x70;

    /// <summary>Their statements are for one engine, and run in its tests.</summary>
    private static readonly string[] Engines = ["ActivitySync.Data.Sqlite", "ActivitySync.Data.Postgres"];

    /// <summary>Statements for a database file, outside the folder of SQLite.</summary>
    private const string FileOnly = "NOT INDEXED";

    /// <summary>All statements outside the folders of the engines, each once.</summary>
    public static IReadOnlyList<string> GetAll()
    {
        using var file = new PEReader(File.OpenRead(typeof(Database).Assembly.Location));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata
                .MethodDefinitions.Select(metadata.GetMethodDefinition)
                .Where(method =>
                    method.RelativeVirtualAddress != 0
                    && !Engines.Contains(GetNamespace(metadata, method.GetDeclaringType()))
                )
                .SelectMany(method =>
                    GetStrings(metadata, file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!)
                )
                .Where(text =>
                    StatementPattern.IsMatch(text)
                    && !text.EndsWith(' ')
                    && !text.Contains(FileOnly, StringComparison.Ordinal)
                )
                .SelectMany(text =>
                    text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                )
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> GetStrings(MetadataReader metadata, byte[] code)
    {
        var heap = metadata.GetHeapSize(HeapIndex.UserString);
        for (var at = 0; at + 4 < code.Length; at++)
        {
            var offset = code[at] == LoadString ? code[at + 1] | code[at + 2] << 8 | code[at + 3] << 16 : heap;
            if (code[at] == LoadString && code[at + 4] == StringTable && offset > 0 && offset < heap)
            {
                yield return metadata.GetUserString(MetadataTokens.UserStringHandle(offset));
            }
        }
    }

    private static string GetNamespace(MetadataReader metadata, TypeDefinitionHandle type)
    {
        var definition = metadata.GetTypeDefinition(type);
        return definition.GetDeclaringType() is { IsNil: false } outer
            ? GetNamespace(metadata, outer)
            : metadata.GetString(definition.Namespace);
    }

    [GeneratedRegex(@"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH( RECURSIVE)?)\s+[\w(*@]")]
    private static partial Regex StatementPattern { get; }
}
