namespace ActivitySync.FileSystem;

/// <summary>Creates folders for their owner only, and finds those that other users can tamper with.</summary>
internal static class PrivateFolder
{
    private const uint RootUserId = 0;
    private const UnixFileMode OwnerOnly = AtomicFile.OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates a folder and those above it if they do not exist, with mode 0700; existing ones keep their permissions.
    /// </summary>
    public static void Ensure(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // .NET gives folders above it the default permissions.
        if (Path.GetDirectoryName(Path.GetFullPath(folder)) is { } parent)
        {
            Ensure(parent);
        }

        Directory.CreateDirectory(folder, OwnerOnly);
    }

    /// <summary>
    /// Why files must not be written into an existing folder, as part of a sentence about it; null if they may. Other
    /// users could replace them, or lead them elsewhere by links.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="allowSticky">
    /// Allows folders like /tmp, where nobody can replace or delete another user's files. Names that a program derives
    /// from a file, as SQLite does, can be taken by others even there.
    /// </param>
    public static string? FindRisk(string folder, bool allowSticky)
    {
        var full = Path.GetFullPath(folder);
        if (FileStatus.Find(full) is not { } status)
        {
            return null;
        }

        if (!IsTrusted(status.OwnerId))
        {
            return "the folder belongs to another user";
        }

        var isSafeBySticky = allowSticky && status.Mode.HasFlag(UnixFileMode.StickyBit);
        if (IsWritableByOthers(status) && !isSafeBySticky)
        {
            return "other users may write to the folder";
        }

        return FindRiskAbove(full);
    }

    /// <summary>Whether others than the owner and root may add and replace files in the folder.</summary>
    public static bool IsWritableByOthers(string folder) =>
        FileStatus.Find(folder) is { } status && IsWritableByOthers(status);

    /// <summary>Whether every user may replace files in the folder.</summary>
    public static bool IsOpenToAll(string folder) =>
        FileStatus.Find(folder) is { } status
        && status.Mode.HasFlag(UnixFileMode.OtherWrite)
        && !status.Mode.HasFlag(UnixFileMode.StickyBit);

    /// <summary>Others can put another folder in the place of one whose parent they may write to.</summary>
    private static string? FindRiskAbove(string full)
    {
        for (var path = full; path is not null; path = Path.GetDirectoryName(path))
        {
            if (FileStatus.FindWithoutFollowing(path) is { Kind: FileKind.Link } link && !IsTrusted(link.OwnerId))
            {
                return "the path contains another user's link";
            }

            if (path != full && IsOpenToAll(path))
            {
                return $"every user may write to {path}";
            }
        }

        return null;
    }

    private static bool IsTrusted(uint userId) => userId == RootUserId || userId == NativeFile.UserId;

    private static bool IsWritableByOthers(FileStatus status) =>
        status.Mode.HasFlag(UnixFileMode.OtherWrite)
        || (
            status.Mode.HasFlag(UnixFileMode.GroupWrite) && !UserDatabase.IsPrivateGroup(status.GroupId, status.OwnerId)
        );
}
