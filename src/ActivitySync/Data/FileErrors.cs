namespace ActivitySync.Data;

/// <summary>Tells apart why a file could not be opened or written. A disk that went away must not pass for a lock that another holds.</summary>
internal static class FileErrors
{
    // The numbers of Linux, which .NET hands on (errno(3)); in use by another, Windows says with one of its own.
    private const int InUse = 11;
    private const int InUseOnWindows = unchecked((int)0x80070020);
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyDisk = 30;

    /// <summary>A block: a full disk still takes a file with nothing in it.</summary>
    private const int ProbeBytes = 4096;

    /// <summary>Whether another process holds the lock on the file.</summary>
    public static bool IsInUse(IOException exception) => exception.HResult is InUse or InUseOnWindows;

    /// <summary>The line for the person who looks after the machine.</summary>
    public static string Describe(Exception exception, string folder) =>
        exception switch
        {
            DirectoryNotFoundException =>
                $"{folder}: the data directory is not there; is its disk mounted? Else set ActivitySync:DataDirectory.",
            IOException { HResult: NoSpaceLeft } => DescribeDiskFull(folder),
            IOException { HResult: ReadOnlyDisk } =>
                $"{folder}: the disk can only be read. 'dmesg' may say why; after an error stop the daemon, look the disk through (fsck) and mount it again. Else the daemon goes on by itself once it can write.",
            UnauthorizedAccessException when !Directory.Exists(folder) =>
                $"{folder}: the data directory is not there, and {UserText} may not make it; is its disk mounted? Else set ActivitySync:DataDirectory.",
            UnauthorizedAccessException => DescribeNoAccess(folder, folder),
            _ =>
                $"{folder}: the data directory cannot be written; look at the disk ('dmesg' may say more), or set ActivitySync:DataDirectory.",
        };

    public static string DescribeDiskFull(string folder) =>
        $"{folder}: the disk is full; free some space and the daemon goes on by itself.";

    /// <summary>The line for a file or folder that belongs to somebody else: mostly a verb that root ran.</summary>
    public static string DescribeNoAccess(string path, string folder) =>
        $"{path}: {UserText} may not write there. Verbs run as the daemon's user; if that is this one, 'chown -R {OwnerName}: {folder}' as root mends what a verb of root's left there.";

    /// <summary>What a try at writing in the folder ends with; null if it goes well. It makes no folder: that would hide a disk that is not there.</summary>
    public static Exception? ProbeWrite(string folder)
    {
        var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        try
        {
            if (!Directory.Exists(folder))
            {
                return new DirectoryNotFoundException();
            }

            using var file = new FileStream(
                probe,
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            );
            file.Write(new byte[ProbeBytes]);
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
