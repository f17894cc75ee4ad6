using System.Runtime.InteropServices;
using System.Text;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>Creates what .NET has no API for: pipes, devices, files of other users (as root), and odd times.</summary>
internal static class SpecialFile
{
    /// <summary>A user id that no test runs as.</summary>
    public const uint OtherUserId = 54_321;

    private const uint OwnerOnly = 0x180; // 0600
    private const uint CharacterDevice = 0x2000; // S_IFCHR
    private const int CurrentFolder = -100; // AT_FDCWD

    /// <summary>Creates a named pipe; who opens it without care waits forever for the other side.</summary>
    public static string CreatePipe(string path)
    {
        Assert.Equal(0, MakePipe(Encoding.UTF8.GetBytes(path + '\0'), OwnerOnly));
        return path;
    }

    /// <summary>
    /// Makes a path, and not what a link leads to, another user's. Skips the test without the right to.
    /// </summary>
    public static void GiveAway(string path, uint userId = OtherUserId, uint groupId = OtherUserId)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to create files of another user");
        Assert.Equal(0, ChangeOwner(Encoding.UTF8.GetBytes(path + '\0'), userId, groupId));
    }

    /// <summary>
    /// Creates a character device of memory (major number 1); false without the right to, as in most containers.
    /// </summary>
    public static bool TryCreateDevice(string path, int minor) =>
        MakeNode(Encoding.UTF8.GetBytes(path + '\0'), CharacterDevice | 0x1B6, (1u << 8) | (uint)minor) == 0; // 0666

    /// <summary>
    /// Sets a modification time that .NET may not be able to express. File systems move it into their range.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="seconds">Since 1970, UTC; may be negative.</param>
    public static bool TrySetModified(string path, long seconds) =>
        SetTimes(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), [seconds, 0, seconds, 0], 0) == 0;

    [DllImport("libc", EntryPoint = "mknod", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeNode(byte[] path, uint mode, ulong device);

    [DllImport("libc", EntryPoint = "utimensat", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetTimes(int folder, byte[] path, long[] times, int flags);

    [DllImport("libc", EntryPoint = "mkfifo", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakePipe(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "lchown", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(byte[] path, uint userId, uint groupId);
}
