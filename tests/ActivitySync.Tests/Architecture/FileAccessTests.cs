using System.Text.RegularExpressions;

namespace ActivitySync.Tests.Architecture;

/// <summary>Files are opened and written in few places, which refuse links, pipes and devices.</summary>
public sealed partial class FileAccessTests
{
    /// <summary>Files that may open files by themselves, with the reason.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["src/ActivitySync/FileSystem/AtomicFile.cs"] = "the one place that writes files",
        ["src/ActivitySync/FileSystem/RegularFile.cs"] = "the one place that reads files",
        ["src/ActivitySync/FileSystem/PrivateFolder.cs"] = "the one place that creates folders",
        ["src/ActivitySync/Data/FileLock.cs"] = "locks are taken by opening a file",
        ["src/ActivitySync.FileFormats/Archives/TemporaryStorage.cs"] = "a file without a name",
        ["src/ActivitySync/Commands/CommandTree.cs"] = "reads its own status from the kernel",
        ["src/ActivitySync/Commands/SetupInterview.cs"] = "creates the inbox, into which others put files",
    };

    [Fact]
    public void No_other_file_opens_or_creates_files()
    {
        var found = (
            from file in SourceFiles.FindAll("src")
            where !Allowed.ContainsKey(file)
            from line in SourceFiles.ReadLines(file).Index()
            where FileAccessCall().IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}"
        ).ToList();

        Assert.True(found.Count == 0, "Use AtomicFile, RegularFile or PrivateFolder:\n" + string.Join('\n', found));
    }

    [Fact]
    public void Every_exception_is_needed() =>
        Assert.All(Allowed.Keys, file =>
            Assert.Contains(SourceFiles.ReadLines(file), line => FileAccessCall().IsMatch(line))
        );

    [GeneratedRegex(
        @"\bFile\.(Write|Append|Create\(|CreateText|Open|Read|Copy|Move|Replace)|\bFileMode\.|new FileStream\("
            + @"|\bDirectory\.(CreateDirectory|Move)\("
    )]
    private static partial Regex FileAccessCall();
}
