using System.IO.Enumeration;

namespace ActivitySync.Sources.Files;

/// <summary>
/// Lists the files of a folder and below, each on its own: a link, or an entry that this program cannot address, is
/// refused and doesn't stop the others.
/// </summary>
internal static class FolderWalker
{
    /// <summary>
    /// The reason for a name that is not UTF-8, from an old disk or archive. .NET replaces such bytes, and the name
    /// that results belongs to no file.
    /// </summary>
    private const string UndecodableName =
        "its name is not in UTF-8, so it cannot be opened; rename it, for example with convmv";

    /// <summary>The reason for a link: it may lead anywhere, or back into the folder.</summary>
    private const string Link = "it is a link, and links are not followed; put the file itself there";

    private const char Replacement = '\uFFFD';

    /// <summary>Skips hidden files, which aren't the athlete's.</summary>
    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    /// <summary>Lists the files in ordinal order.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static FolderListing List(string folder)
    {
        var entries = new FileSystemEnumerable<(string Path, bool IsFolder, bool IsLink)>(
            folder,
            (ref FileSystemEntry entry) => (entry.ToSpecifiedFullPath(), entry.IsDirectory, IsLink(ref entry)),
            Options
        )
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry), // links could form a cycle
        };
        var files = new List<string>();
        var folders = new List<string>();
        var refused = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, isFolder, isLink) in entries)
        {
            if (isLink)
            {
                refused[path] = Link;
            }
            else if (IsUndecodable(path, isFolder))
            {
                refused[path] = UndecodableName;
            }
            else
            {
                (isFolder ? folders : files).Add(path);
            }
        }

        files.Sort(StringComparer.Ordinal);
        folders.Sort(StringComparer.Ordinal);
        return new FolderListing(files, folders, refused);
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    private static bool IsUndecodable(string path, bool isFolder) =>
        path.Contains(Replacement, StringComparison.Ordinal)
        && !(isFolder ? Directory.Exists(path) : File.Exists(path));
}

/// <summary>The entries of a folder and below.</summary>
/// <param name="Files">The paths of the files, in ordinal order.</param>
/// <param name="Folders">The paths of the folders below, in ordinal order.</param>
/// <param name="Refused">
/// Links, and entries that cannot be addressed: the reason by path, with the replaced characters.
/// </param>
internal sealed record FolderListing(
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Folders,
    IReadOnlyDictionary<string, string> Refused
);
