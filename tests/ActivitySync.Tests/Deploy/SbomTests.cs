using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Deploy;

/// <summary>The list of components that <c>deploy/sbom.py</c> writes, by the rules of CycloneDX 1.6.</summary>
[Trait("Category", "System")]
public sealed partial class SbomTests
{
    [Fact]
    public async Task Every_locked_package_is_a_component_and_every_reference_leads_to_one()
    {
        Requirements.RequirePython();

        var document = await WriteAsync();

        Assert.Equal("CycloneDX", (string?)document["bomFormat"]);
        Assert.Equal("1.6", (string?)document["specVersion"]);
        Assert.Equal(1, (int)document["version"]!);
        Assert.Matches(SerialNumber(), (string?)document["serialNumber"]);
        Assert.Equal("2026-11-28T00:00:00Z", (string?)document["metadata"]!["timestamp"]);
        Assert.Equal("application", (string?)document["metadata"]!["component"]!["type"]);
        var components = document["components"]!.AsArray();
        Assert.Equal(FindLocked(), components.Select(component => (string)component!["purl"]!).ToHashSet());
        Assert.All(components, component =>
        {
            Assert.Equal("library", (string?)component!["type"]);
            Assert.Equal((string?)component["purl"], (string?)component["bom-ref"]);
            Assert.Matches(Hash(), (string?)component["hashes"]![0]!["content"]);
        });
        var references = components.Select(component => (string)component!["bom-ref"]!).ToList();
        references.Add((string)document["metadata"]!["component"]!["bom-ref"]!);
        Assert.Equal(references.Count, references.Distinct().Count());
        var dependencies = document["dependencies"]!.AsArray();
        Assert.Equal(
            references.Order(StringComparer.Ordinal),
            dependencies.Select(one => (string)one!["ref"]!).Order(StringComparer.Ordinal)
        );
        Assert.All(dependencies, one =>
            Assert.Subset(references.ToHashSet(), one!["dependsOn"]!.AsArray().Select(to => (string)to!).ToHashSet())
        );
    }

    [Fact]
    public async Task The_same_sources_give_the_same_document()
    {
        Requirements.RequirePython();

        Assert.Equal((await WriteAsync()).ToJsonString(), (await WriteAsync()).ToJsonString());
    }

    private static async Task<JsonNode> WriteAsync() =>
        JsonNode.Parse(await Shell.RunAsync(Shell.Script("sbom.py"), "--version", "0.1.0", "--created", "1795824000"))!;

    /// <summary>The packages in the lock files of the projects that are published.</summary>
    private static HashSet<string> FindLocked() =>
        [
            .. from file in Directory.GetFiles(
                Path.Combine(TestPaths.RepositoryRoot, "src"),
                "packages.lock.json",
                SearchOption.AllDirectories
            )
            from target in JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject()
            from package in target.Value!.AsObject()
            where (string?)package.Value!["type"] != "Project"
            select $"pkg:nuget/{package.Key}@{package.Value!["resolved"]}",
        ];

    [GeneratedRegex("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    private static partial Regex SerialNumber();

    [GeneratedRegex("^[0-9a-f]{128}$")]
    private static partial Regex Hash();
}
