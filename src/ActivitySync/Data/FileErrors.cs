using ActivitySync.Configuration;
using ActivitySync.FileSystem;

namespace ActivitySync.Data;

/// <summary>
/// Classifies failures to open or write a file in the data directory. A lost disk must not look like a lock in use.
/// </summary>
internal static class FileErrors
{
    // HResult is the errno of Linux (errno(3)); Windows has its own code for a file in use.
    private const int InUse = 11;
    private const int InUseOnWindows = unchecked((int)0x80070020);
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyDisk = 30;

    /// <summary>The names of files that only find out whether a folder may be written start with it.</summary>
    public const string ProbePrefix = ".probe-";

    /// <summary>One block: a full disk still accepts an empty file.</summary>
    private const int ProbeBytes = 4096;

    /// <summary>Whether another process holds the lock on the file.</summary>
    public static bool IsInUse(IOException exception) => exception.HResult is InUse or InUseOnWindows;

    /// <summary>Converts an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public static DatabaseException Translate(Exception exception, string folder)
    {
        var (kind, message) = exception switch
        {
            DirectoryNotFoundException => (
                DatabaseErrorKind.Missing,
                $"{folder}: the data directory does not exist. Check that its disk is mounted, or set "
                    + "ActivitySync:DataDirectory."
            ),
            _ when ErrorText.FindMachineError(exception) is { } line => (DatabaseErrorKind.TooFewHandles, line),
            IOException { HResult: NoSpaceLeft } => (DatabaseErrorKind.DiskFull, DescribeDiskFull(folder)),
            IOException { HResult: ReadOnlyDisk } => (
                DatabaseErrorKind.ReadOnly,
                $"{folder}: the disk is read-only. Check 'dmesg'; after a disk error stop the daemon, run fsck and "
                    + "mount the disk again. The daemon resumes automatically once it can write."
            ),
            UnauthorizedAccessException when !Directory.Exists(folder) => (
                DatabaseErrorKind.Missing,
                $"{folder}: the data directory does not exist, and {UserText} may not create it. Check that its disk "
                    + "is mounted, or set ActivitySync:DataDirectory."
            ),
            UnauthorizedAccessException => (DatabaseErrorKind.AccessDenied, DescribeAccessDenied(folder, folder)),
            _ => (
                DatabaseErrorKind.DiskError,
                $"{folder}: the data directory cannot be written. Check the disk and 'dmesg', or set "
                    + "ActivitySync:DataDirectory."
            ),
        };
        return new DatabaseException(kind, message, exception);
    }

    public static string Describe(Exception exception, string folder) => Translate(exception, folder).Message;

    public static string DescribeDiskFull(string folder) =>
        $"{folder}: the disk is full. Free some space; the daemon resumes automatically.";

    /// <summary>
    /// The message for a file or folder of another user, usually the result of a command run as root.
    /// </summary>
    public static string DescribeAccessDenied(string path, string folder) =>
        IsClosedToOwner(folder)
            ? $"{folder}: {UserText} owns the folder but may not write there. Run 'chmod u+rwx {folder}'."
            : $"{path}: {UserText} may not write there. Run commands as the daemon's user. If this is the daemon's "
                + $"user and root created the files, run 'chown -R {OwnerName}: {folder}' as root.";

    private static bool IsClosedToOwner(string folder) =>
        FileStatus.Find(folder) is { } status
        && status.OwnerId == NativeFile.UserId
        && !status.Mode.HasFlag(UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Tries to write a file in the folder; returns the exception, or null on success.</summary>
    /// <remarks>Does not create the folder, which would hide that a disk is not mounted.</remarks>
    public static Exception? ProbeWrite(string folder)
    {
        var probe = Path.Combine(folder, $"{ProbePrefix}{Guid.NewGuid():N}");
        try
        {
            if (!Directory.Exists(folder))
            {
                return new DirectoryNotFoundException();
            }

            try
            {
                using var file = AtomicFile.CreateNew(probe, AtomicFile.OwnerOnly);
                file.Write(new byte[ProbeBytes]);
                file.Flush();
            }
            finally
            {
                File.Delete(probe);
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception;
        }
    }

    private static string UserText =>
        Environment.UserName is { Length: > 0 } name ? $"the user {name}" : "the user that runs activitysync";

    private static string OwnerName => Environment.UserName is { Length: > 0 } name ? name : "USER";
}
