using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using ActivitySync.Commands;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;
using NetArchTest.Rules;

namespace ActivitySync.Tests.Architecture;

/// <summary>
/// Data goes one way, from the sources to the mail. A folder uses only the folders before it (decision 1).
/// </summary>
public sealed class FolderDependencyTests
{
    private static readonly Assembly Daemon = typeof(ExitCode).Assembly;

    /// <summary>
    /// In the order of the data. Above are the athlete's use cases, and the hosts from Maintenance on.
    /// </summary>
    private static readonly string[] Folders =
    [
        "FileSystem",
        "Configuration",
        "Data",
        "Sources",
        "Sync",
        "Advice",
        "Digest",
        "Mail",
        "Logbook",
        "Maintenance",
        "Hosting",
        "Web",
        "Demo",
        "Commands",
    ];

    /// <summary>References that the order permits and the design doesn't, by folder.</summary>
    private static readonly Dictionary<string, string[]> Forbidden = new()
    {
        ["Demo"] = ["Maintenance", "Hosting", "Web"],
        ["Logbook"] = ["Sources", "Digest.Content", "Digest.Rendering", "Mail"],
    };

    /// <summary>Folders that build a container of all services with <see cref="Program"/>.</summary>
    private static readonly string[] Composers = ["Demo", "Commands"];

    public static TheoryData<string> AllFolders => [.. Folders];

    [Theory]
    [MemberData(nameof(AllFolders))]
    public void A_folder_uses_only_the_folders_before_it(string folder)
    {
        var forbidden = Folders
            .SkipWhile(other => other != folder)
            .Skip(1)
            .Concat(Forbidden.GetValueOrDefault(folder) ?? [])
            .Select(other => $"ActivitySync.{other}")
            .Concat(Composers.Contains(folder) ? [] : ["ActivitySync.Program"])
            .ToArray();

        var result = Types
            .InAssembly(Daemon)
            .That()
            .ResideInNamespace($"ActivitySync.{folder}")
            .ShouldNot()
            .HaveDependencyOnAny(forbidden)
            .GetResult();

        Assert.True(
            result.IsSuccessful,
            $"{folder} uses a later folder: {string.Join(", ", result.FailingTypeNames ?? [])}"
        );
    }

    [Theory]
    [InlineData("Microsoft.Data.Sqlite", "Sqlite")]
    [InlineData("SQLitePCL", "Sqlite")]
    [InlineData("Npgsql", "Postgres")]
    public void Types_of_a_driver_stay_in_the_folder_of_their_engine(string driver, string folder)
    {
        var others = Types
            .InAssembly(Daemon)
            .That()
            .DoNotResideInNamespace($"ActivitySync.Data.{folder}")
            .And()
            .ResideInNamespace("ActivitySync")
            .ShouldNot()
            .HaveDependencyOnAny(driver)
            .GetResult();

        Assert.True(others.IsSuccessful, string.Join(", ", others.FailingTypeNames ?? []));
    }

    [Fact]
    public void Every_folder_is_in_the_list() =>
        Assert.Equal(
            Folders.Order(StringComparer.Ordinal),
            Daemon
                .GetTypes()
                .Select(type => type.Namespace?.Split('.'))
                .Where(steps => steps is ["ActivitySync", _, ..])
                .Select(steps => steps![1])
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_root_namespace_has_only_Program() =>
        Assert.Equal(
            ["Program"],
            Daemon
                .GetTypes()
                .Where(type => type.Namespace == "ActivitySync" && !type.IsNested)
                .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))
                .Select(type => type.Name)
        );

    [Fact]
    public void Recovery_references_only_the_base_library() =>
        Assert.All(GetReferences(typeof(Timeline)), name =>
            Assert.StartsWith("System.", name, StringComparison.Ordinal)
        );

    [Fact]
    public void FileFormats_references_none_of_our_projects_but_Recovery() =>
        Assert.All(
            GetReferences(typeof(FileReadResult))
                .Where(name => name.StartsWith("ActivitySync", StringComparison.Ordinal)),
            name => Assert.Equal("ActivitySync.Recovery", name)
        );

    [Fact]
    public void Recovery_brings_no_package_into_the_daemon()
    {
        var project = XDocument.Load(
            Path.Combine(TestPaths.RepositoryRoot, "src/ActivitySync.Recovery/ActivitySync.Recovery.csproj")
        );

        var packages = project
            .Descendants("PackageReference")
            .Where(package => package.Attribute("PrivateAssets")?.Value != "all");

        Assert.Empty(packages);
    }

    private static IEnumerable<string> GetReferences(Type type) =>
        type.Assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
