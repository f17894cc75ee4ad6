using ActivitySync.FileSystem;
using Microsoft.Win32.SafeHandles;

namespace ActivitySync.Data;

/// <summary>
/// A lock between processes on a file in the data directory. The system releases it when its process ends. Only the
/// owner may open the file, since everyone who may open it could take the lock.
/// </summary>
internal static class FileLock
{
    private const uint RootUserId = 0;
    private const UnixFileMode Shared =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Takes the lock until it is disposed; null if another process or thread holds it.</summary>
    /// <exception cref="DatabaseException">The file cannot be created or opened.</exception>
    public static IDisposable? TryAcquire(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            RestrictToOwner(path, folder);
            var file = Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            if (IsStillAt(path, file.SafeFileHandle))
            {
                return file;
            }

            file.Dispose();
            return null; // deleted meanwhile: the next process would lock another file
        }
        catch (IOException inUse) when (FileErrors.IsInUse(inUse))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(exception, folder);
        }
    }

    /// <summary>Whether a process has the lock. Takes it for a moment.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public static bool IsAcquired(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (FileStatus.Find(path) is { IsFile: false } || !File.Exists(path))
        {
            return false;
        }

        try
        {
            Open(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException exception) when (FileErrors.IsInUse(exception))
        {
            return true;
        }
    }

    /// <summary>Opens the file of a lock for writing without taking the lock, to find out whether that works.</summary>
    /// <returns>The exception; null if it works, or if there is no such file.</returns>
    public static Exception? FindWriteError(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            if (FileStatus.Find(path) is not { IsFile: false } && File.Exists(path))
            {
                Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
            }

            return null;
        }
        catch (IOException exception) when (FileErrors.IsInUse(exception))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception;
        }
    }

    /// <summary>Deletes the file of a lock that is no longer needed. The file of a lock that is in use stays.</summary>
    public static void Delete(string folder, string name)
    {
        if (!File.Exists(Path.Combine(folder, name)))
        {
            return;
        }

        using var acquired = TryAcquire(folder, name);
        if (acquired is not null)
        {
            File.Delete(Path.Combine(folder, name));
        }
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows() && mode == FileMode.OpenOrCreate)
        {
            options.UnixCreateMode = AtomicFile.OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Refuses what is not a regular file or is another user's, and takes back permissions that earlier versions gave.
    /// </summary>
    private static void RestrictToOwner(string path, string folder)
    {
        if (OperatingSystem.IsWindows() || FileStatus.FindWithoutFollowing(path) is not { } status)
        {
            return;
        }

        if (!status.IsFile)
        {
            throw CreateForeignException(path, "is no regular file");
        }

        if (
            status.OwnerId != RootUserId
            && status.OwnerId != NativeFile.UserId
            && status.OwnerId != FileStatus.Find(folder)?.OwnerId
        )
        {
            throw CreateForeignException(path, $"belongs to the user {UserDatabase.GetUserName(status.OwnerId)}");
        }

        if ((status.Mode & Shared) == 0)
        {
            return;
        }

        try
        {
            File.SetUnixFileMode(path, AtomicFile.OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Root's file, or a disk without permissions: opening it tells whether this user may use it.
        }
    }

    private static bool IsStillAt(string path, SafeFileHandle file) =>
        FileStatus.Find(file)?.Identity == FileStatus.Find(path)?.Identity;

    private static DatabaseException CreateForeignException(string path, string problem) =>
        new(
            DatabaseErrorKind.AccessDenied,
            $"{path}: {problem}, so the lock cannot be used. Check who may write to the folder, and remove the file."
        );
}
