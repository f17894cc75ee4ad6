using System.Reflection;
using System.Xml.Linq;
using ActivitySync.Recovery;
using NetArchTest.Rules;

namespace ActivitySync.Tests.Architecture;

/// <summary>Data goes one way, from the sources to the mail; a room knows only what stands before it (docs/decisions/0001).</summary>
public sealed class DirectionTests
{
    private static readonly Assembly Daemon = typeof(ExitCode).Assembly;

    private static readonly string[] Rooms =
    [
        "Settings", "Store", "Sources", "Intake", "Planning", "Digest", "Outbox", "Mail",
        "Schedule", "Web", "Operations", "Demo", "Commands",
    ];

    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Settings", [] },
        { "Store", ["Settings"] },
        { "Sources", ["Settings", "Store"] },
        { "Intake", ["Settings", "Store", "Sources"] },
        { "Planning", ["Settings", "Store", "Sources", "Intake"] },
        { "Digest", ["Settings", "Store", "Sources", "Intake", "Planning"] },
        { "Outbox", ["Settings", "Store", "Sources", "Intake", "Planning", "Digest"] },
        { "Mail", ["Settings", "Store", "Outbox"] },
        { "Schedule", ["Settings", "Store", "Sources", "Intake", "Planning", "Digest", "Outbox", "Operations"] },
        { "Web", ["Settings", "Store", "Sources", "Intake", "Planning", "Digest", "Outbox", "Operations"] },
        { "Operations", ["Settings", "Store", "Sources", "Intake", "Planning", "Digest", "Outbox", "Mail"] },
        { "Demo", ["Settings", "Store", "Sources", "Intake", "Planning", "Digest", "Outbox", "Mail"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_room_knows_only_what_stands_before_it(string room, string[] allowed)
    {
        var forbidden = Rooms.Except(allowed).Where(other => other != room).Select(other => $"ActivitySync.{other}").ToArray();

        var result = Types.InAssembly(Daemon)
            .That().ResideInNamespace($"ActivitySync.{room}")
            .ShouldNot().HaveDependencyOnAny(forbidden)
            .GetResult();

        Assert.True(result.IsSuccessful, $"{room} reaches too far: {string.Join(", ", result.FailingTypeNames ?? [])}");
    }

    [Fact]
    public void Every_room_has_its_row()
    {
        var found = Daemon.GetTypes()
            .Select(type => type.Namespace?.Split('.'))
            .Where(steps => steps is ["ActivitySync", _, ..])
            .Select(steps => steps![1])
            .Distinct();

        Assert.Subset(Rooms.ToHashSet(), found.ToHashSet());
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
        var project = XDocument.Load(Path.Combine(SharedFolder.RepositoryRoot, "src/ActivitySync.Recovery/ActivitySync.Recovery.csproj"));

        var packages = project.Descendants("PackageReference").Where(package => package.Attribute("PrivateAssets")?.Value != "all");

        Assert.Empty(packages);
    }
}
