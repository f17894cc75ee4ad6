using System.Runtime.InteropServices;
using System.Text;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>Creates what .NET has no API for: pipes, and files of other users (as root).</summary>
internal static class SpecialFile
{
    /// <summary>A user id that no test runs as.</summary>
    public const uint OtherUserId = 54_321;

    private const uint OwnerOnly = 0x180; // 0600

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

    [DllImport("libc", EntryPoint = "mkfifo", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakePipe(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "lchown", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(byte[] path, uint userId, uint groupId);
}
