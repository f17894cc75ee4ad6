namespace ActivitySync.Tests;

/// <summary>The folder beside the repository with specifications, the stand-in for Strava and real files; null where it is not.</summary>
internal static class TestPaths
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string? SharedFolder { get; } =
        FindExisting(
            Environment.GetEnvironmentVariable("ACTIVITYSYNC_SHARED")
                ?? System.IO.Path.Combine(RepositoryRoot, "..", "shared")
        );

    private static string? FindExisting(string path) =>
        Directory.Exists(path) ? System.IO.Path.GetFullPath(path) : null;

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "ActivitySync.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The tests run from within the repository.");
    }
}
