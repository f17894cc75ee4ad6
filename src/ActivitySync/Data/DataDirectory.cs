using ActivitySync.Configuration;
using ActivitySync.FileSystem;

namespace ActivitySync.Data;

/// <summary>The folder of all stored data. The folder and the files in it are created for their owner only.</summary>
internal static class DataDirectory
{
    private const uint RootUserId = 0;

    /// <summary>Creates the folder if it does not exist; an existing folder keeps its permissions.</summary>
    public static void Ensure(string folder) => PrivateFolder.Ensure(folder);

    /// <summary>
    /// Prevents root from writing into another user's folder: that user, and so the daemon, could not access the new
    /// files.
    /// </summary>
    /// <exception cref="OperationException">The user is root, and the folder belongs to another user.</exception>
    public static void EnsureNotForeignRoot(string folder)
    {
        if (!Environment.IsPrivilegedProcess || FileStatus.Find(folder)?.OwnerId is not ({ } owner and not RootUserId))
        {
            return;
        }

        var name = UserDatabase.GetUserName(owner);
        throw new OperationException(
            ErrorKind.InvalidInput,
            $"{folder}: the data directory belongs to the user {name}, who could not access files that root "
                + $"writes there. Run the command as that user: sudo -u {name} activitysync ..."
        );
    }

    /// <summary>
    /// Creates an empty file for its owner only, unless it exists. SQLite gives its other files the same permissions.
    /// </summary>
    public static void EnsureFile(string file)
    {
        if (File.Exists(file))
        {
            return;
        }

        try
        {
            AtomicFile.CreateNew(file, AtomicFile.OwnerOnly).Dispose();
        }
        catch (IOException) when (File.Exists(file))
        {
            // another process has just created it
        }
    }
}
