using System.Reflection;
using ActivitySync.Tests.Deploy;
using ActivitySync.Tests.EndToEnd;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;
using ActivitySync.Tests.Sources.IntervalsIcu;
using NetArchTest.Rules;

namespace ActivitySync.Tests.Architecture;

/// <summary>
/// Every test has one category: System or Soak if its class says so, else Fast (<see cref="FastByDefault"/>).
/// </summary>
public sealed class TestCategoryTests
{
    private static readonly string[] Explicit = ["System", "Soak"];

    /// <summary>Types that start a process, a browser or a mail server, or mount a disk image.</summary>
    private static readonly Type[] Slow =
    [
        typeof(ChromiumBrowser),
        typeof(DaemonProcess),
        typeof(FailingDisk),
        typeof(MailServer),
        typeof(StravaSimulator),
        typeof(IntervalsSimulator),
        typeof(ServiceSimulator),
        typeof(SimulatedSyncFixture),
        typeof(IntervalsFixture),
        typeof(System.Diagnostics.Process),
    ];

    /// <summary>Types that start the program, whose settings name no server.</summary>
    private static readonly Type[] Programs =
    [
        typeof(DaemonProcess),
        typeof(DebianFixture),
        typeof(DeploymentFixture),
        typeof(PageSite),
    ];

    private static readonly Type[] TestClasses =
    [
        .. typeof(TestCategoryTests)
            .Assembly.GetTypes()
            .Where(type =>
                !type.IsAbstract && type.GetMethods().Any(method => method.IsDefined(typeof(FactAttribute)))
            ),
    ];

    [Fact]
    public void Every_test_class_has_exactly_one_category() => Assert.All(TestClasses, type =>
        {
            var categories = type.GetCustomAttributes<TraitAttribute>()
                .Where(trait => trait.Name == FastByDefault.Category)
                .Select(trait => trait.Value)
                .ToList();
            Assert.True(categories.Count <= 1, $"{type.Name} has {categories.Count} categories");
            Assert.Subset(Explicit.ToHashSet(), categories.ToHashSet());
            Assert.True(
                categories.Count == 1 || !type.IsDefined(typeof(CollectionAttribute)),
                $"{type.Name} is in a named collection and needs a category of its own"
            );
            Assert.DoesNotContain(type.GetMethods(), method => method.IsDefined(typeof(TraitAttribute)));
        });

    [Fact]
    public void A_fast_test_starts_no_process()
    {
        var found = FindTestClassesWith(Slow).Where(type => !FastByDefault.HasCategory(type)).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void A_test_of_the_program_does_not_claim_to_run_on_PostgreSQL()
    {
        var tests = FindTestClassesWith(Programs);
        var found = tests.Where(type => !type.IsDefined(typeof(SqliteOnlyAttribute))).ToList();

        Assert.NotEmpty(tests);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>The test classes that use any of these types.</summary>
    private static List<Type> FindTestClassesWith(Type[] used)
    {
        var users = Types
            .InAssembly(typeof(TestCategoryTests).Assembly)
            .That()
            .HaveDependencyOnAny([.. used.Select(type => type.FullName!)])
            .GetTypes()
            .Select(type => type.FullName)
            .ToHashSet();
        return
        [
            .. TestClasses
                .Where(type => type != typeof(TestCategoryTests) && users.Contains(type.FullName))
                .OrderBy(type => type.FullName, StringComparer.Ordinal),
        ];
    }
}
