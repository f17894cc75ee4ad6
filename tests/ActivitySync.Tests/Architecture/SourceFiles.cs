namespace ActivitySync.Tests.Architecture;

/// <summary>The C# files of the repository, without what the build writes.</summary>
internal static class SourceFiles
{
    /// <summary>Paths relative to the repository, with slashes, in order.</summary>
    public static IEnumerable<string> FindAll(params string[] folders) =>
        folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(TestPaths.RepositoryRoot, folder),
                    "*.cs",
                    SearchOption.AllDirectories
                )
            )
            .Select(file => Path.GetRelativePath(TestPaths.RepositoryRoot, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(step => step is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(TestPaths.RepositoryRoot, file));

    /// <summary>The lines of a list in the folder of these tests, without comments.</summary>
    public static string[] ReadList(string name) =>
        [
            .. File.ReadLines(Path.Combine(TestPaths.TestProject, "Architecture", name))
                .Where(line => line.Length > 0 && line[0] != '#'),
        ];
}
