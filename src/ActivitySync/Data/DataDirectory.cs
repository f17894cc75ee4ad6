using System.Globalization;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>The folder of everything that is held on the runners: made for its owner alone, and so are the files in it.</summary>
internal static class DataDirectory
{
    private const uint RootUserId = 0;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder if it is not there; one that is there keeps its rights.</summary>
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
    /// Keeps root from writing into another user's folder: the files it made would be closed to that user, and its daemon
    /// could not go on.
    /// </summary>
    /// <exception cref="OperationException">This is root, and the folder is another's; the line says whose.</exception>
    public static void EnsureNotForeignRoot(string folder)
    {
        if (!Environment.IsPrivilegedProcess || FolderOwner.FindUserId(folder) is not ({ } owner and not RootUserId))
        {
            return;
        }

        var name = FolderOwner.GetUserName(owner);
        throw new OperationException(
            ErrorKind.InvalidInput,
            $"{folder}: the data directory belongs to the user {name}, and what root writes there would be closed to it; run this as that user: sudo -u {name} activitysync ..."
        );
    }

    /// <summary>An empty file for its owner alone, unless one is there. What a database keeps beside its file gets the file's rights.</summary>
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

/// <summary>Whose a folder is, on Linux.</summary>
internal static class FolderOwner
{
    /// <summary>The user's number; null where there is no such folder, or no Linux.</summary>
    public static uint? FindUserId(string folder) => FileStatus.Find(folder)?.OwnerId;

    /// <summary>The user as <c>sudo -u</c> takes it: by name, or by number where no name is known.</summary>
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
