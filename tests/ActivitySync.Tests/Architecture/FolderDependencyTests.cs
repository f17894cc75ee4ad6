using System.Reflection;
using System.Xml.Linq;
using ActivitySync.Commands;
using ActivitySync.Recovery;
using NetArchTest.Rules;

namespace ActivitySync.Tests.Architecture;

/// <summary>Data flows one way, from the sources to the mail; a folder uses only the folders before it (docs/decisions/0001).</summary>
public sealed class FolderDependencyTests
{
    private static readonly Assembly Daemon = typeof(ExitCode).Assembly;

    /// <summary>In the order of the data; the hosts come last.</summary>
    private static readonly string[] Folders =
    [
        "Configuration",
        "Data",
        "Sources",
        "Sync",
        "Advice",
        "Digest",
        "Mail",
        "Maintenance",
        "Hosting",
        "Web",
        "Demo",
        "Commands",
    ];

    public static TheoryData<string, string[]> Allowed =>
        new()
        {
            { "Configuration", [] },
            { "Data", ["Configuration"] },
            { "Sources", ["Configuration", "Data"] },
            { "Sync", ["Configuration", "Data", "Sources"] },
            { "Advice", ["Configuration", "Data", "Sources", "Sync"] },
            { "Digest", ["Configuration", "Data", "Sources", "Sync", "Advice"] },
            { "Mail", ["Configuration", "Data", "Sources", "Sync", "Advice", "Digest"] },
            { "Maintenance", ["Configuration", "Data", "Sources", "Sync", "Advice", "Digest", "Mail"] },
            { "Hosting", ["Configuration", "Data", "Sources", "Sync", "Advice", "Digest", "Mail", "Maintenance"] },
            {
                "Web",
                ["Configuration", "Data", "Sources", "Sync", "Advice", "Digest", "Mail", "Maintenance", "Hosting"]
            },
            { "Demo", ["Configuration", "Data", "Sources", "Sync", "Advice", "Digest", "Mail"] },
        };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_folder_uses_only_the_folders_before_it(string folder, string[] allowed)
    {
        var forbidden = Folders
            .Except(allowed)
            .Where(other => other != folder)
            .Select(other => $"ActivitySync.{other}")
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
            $"{folder} reaches too far: {string.Join(", ", result.FailingTypeNames ?? [])}"
        );
    }

    [Fact]
    public void Every_folder_is_listed()
    {
        var found = Daemon
            .GetTypes()
            .Select(type => type.Namespace?.Split('.'))
            .Where(steps => steps is ["ActivitySync", _, ..])
            .Select(steps => steps![1])
            .Distinct();

        Assert.Subset(Folders.ToHashSet(), found.ToHashSet());
    }

    [Fact]
    public void The_core_references_nothing_but_the_base_library()
    {
        var references = typeof(Timeline).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_core_brings_no_package_into_the_daemon()
    {
        var project = XDocument.Load(
            Path.Combine(TestPaths.RepositoryRoot, "src/ActivitySync.Recovery/ActivitySync.Recovery.csproj")
        );

        var packages = project
            .Descendants("PackageReference")
            .Where(package => package.Attribute("PrivateAssets")?.Value != "all");

        Assert.Empty(packages);
    }
}
