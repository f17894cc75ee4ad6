namespace ActivitySync.Tests.Recovery;

/// <summary>Material beside the repository that tests may read when it is there.</summary>
internal static class SpecificationFolder
{
    internal static string? Find(string path)
    {
        var named = Environment.GetEnvironmentVariable("ACTIVITYSYNC_SHARED");
        var candidates = named is null ? GetCandidates() : [named];
        return candidates.Select(folder => Path.Combine(folder, path)).FirstOrDefault(Directory.Exists);
    }

    /// <summary>The folder beside the repository's root, wherever the tests were built.</summary>
    private static IEnumerable<string> GetCandidates()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ActivitySync.sln")))
            {
                yield return Path.Combine(folder.Parent?.FullName ?? folder.FullName, "shared");
            }
        }
    }
}
