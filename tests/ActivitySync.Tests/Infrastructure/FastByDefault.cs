using System.Reflection;
using Xunit.v3;

[assembly: CollectionBehavior(typeof(ActivitySync.Tests.Infrastructure.FastByDefault))]

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// Gives each test class the category Fast unless it has <c>[Trait("Category", "System")]</c> or
/// <c>[Trait("Category", "Soak")]</c>. Each class stays a collection of its own, as is xunit's default. Collections run
/// in parallel, but for those with <see cref="RunsAloneAttribute"/>.
/// </summary>
public sealed class FastByDefault(IXunitTestAssembly assembly) : CollectionPerClassTestCollectionFactory(assembly)
{
    public const string Category = "Category";

    protected override IXunitTestCollection GetDefaultTestCollection(Type testClass) =>
        HasCategory(testClass)
            ? base.GetDefaultTestCollection(testClass)
            : new XunitTestCollection(
                TestAssembly,
                typeof(FastTests),
                disableParallelization: testClass.IsDefined(typeof(RunsAloneAttribute), inherit: false),
                $"Test collection for {testClass.FullName}"
            );

    public static bool HasCategory(Type testClass) =>
        testClass.GetCustomAttributes<TraitAttribute>().Any(trait => trait.Name == Category);

    [Trait(Category, "Fast")]
    private sealed class FastTests;
}
