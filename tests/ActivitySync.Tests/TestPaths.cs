namespace ActivitySync.Tests;

/// <summary>Folders that tests read.</summary>
internal static class TestPaths
{
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The folder of these tests.</summary>
    public static string TestProject { get; } = Path.Combine(RepositoryRoot, "tests", "ActivitySync.Tests");

    /// <summary>Scenarios of this project.</summary>
    public static string Scenarios { get; } = Path.Combine(TestProject, "Scenarios");

    /// <summary>Scenarios of the specification.</summary>
    public static string SpecificationScenarios { get; } = Path.Combine(Scenarios, "specification");

    /// <summary>Rules, tagging and words in titles, exact to the parameter.</summary>
    public static string Specification { get; } = Path.Combine(RepositoryRoot, "docs", "specification");

    /// <summary>
    /// The folder that <c>ACTIVITYSYNC_CORPUS</c> names: real activity files and a <c>MANIFEST.tsv</c> with values read
    /// by other decoders. Null if the variable is not set.
    /// </summary>
    public static string? Corpus { get; } =
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_CORPUS") is { Length: > 0 } path ? path : null;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ActivitySync.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            "Run the tests from a checkout of the repository: ActivitySync.sln was not found."
        );
    }
}
