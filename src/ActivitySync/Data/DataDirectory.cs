using System.Globalization;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>The folder of all stored data. The folder and the files in it are created for their owner only.</summary>
internal static class DataDirectory
{
    private const uint RootUserId = 0;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the folder if it does not exist; an existing folder keeps its permissions.</summary>
    public static void Ensure(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// Prevents root from writing into another user's folder: that user, and so the daemon, could not access the new
    /// files.
    /// </summary>
    /// <exception cref="OperationException">The user is root, and the folder belongs to another user.</exception>
    public static void EnsureNotForeignRoot(string folder)
    {
        if (!Environment.IsPrivilegedProcess || FolderOwner.FindUserId(folder) is not ({ } owner and not RootUserId))
        {
            return;
        }

        var name = FolderOwner.GetUserName(owner);
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

        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        new FileStream(file, options).Dispose();
    }
}

/// <summary>The owner of a folder, on Linux.</summary>
internal static class FolderOwner
{
    /// <summary>The user id of the owner; null if there is no such folder or the system is not Linux.</summary>
    public static uint? FindUserId(string folder) => FileStatus.Find(folder)?.OwnerId;

    /// <summary>The user for <c>sudo -u</c>: the name, or the id if there is no name.</summary>
    public static string GetUserName(uint user)
    {
        const string Names = "/etc/passwd";
        var number = user.ToString(CultureInfo.InvariantCulture);
        var known = File.Exists(Names)
            ? File.ReadLines(Names)
                .Select(line => line.Split(':'))
                .FirstOrDefault(fields => fields.Length > 2 && fields[2] == number)
            : null;
        return known?[0] ?? $"'#{number}'";
    }
}
