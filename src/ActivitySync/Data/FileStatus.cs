using System.Runtime.InteropServices;
using System.Text;

namespace ActivitySync.Data;

/// <summary>The owner, type and identity of a file, from statx(2).</summary>
/// <remarks>
/// .NET 10 has no API for these. <see cref="FileAttributes"/> is Normal for pipes, sockets and devices too, <see
/// cref="UnixFileMode"/> contains permissions only, and opening a pipe to look at it blocks (dotnet/runtime#85148).
/// </remarks>
/// <param name="OwnerId">The user id of the owner.</param>
/// <param name="IsFile">A regular file: no folder, pipe, socket or device.</param>
/// <param name="ModifiedSeconds">The time of the last change in seconds since 1970; may be beyond any calendar.</param>
/// <param name="Identity">Equal for two paths of the same file.</param>
internal readonly record struct FileStatus(
    uint OwnerId,
    bool IsFile,
    long ModifiedSeconds,
    (ulong Inode, ulong Device) Identity
)
{
    private const int CurrentDirectory = -100;
    private const uint TypeMaskBit = 0x1;
    private const uint UserMaskBit = 0x8;
    private const uint ModifiedMaskBit = 0x40;
    private const uint InodeMaskBit = 0x100;
    private const int StructureSize = 256;
    private const int UserOffset = 20; // the layout of statx is the same on every architecture, unlike that of stat
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int ModifiedOffset = 112;
    private const int DeviceOffset = 136;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Finds the status of a path, following links; null if it doesn't exist, or not on Linux.</summary>
    public static FileStatus? Find(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var buffer = new byte[StructureSize];
        return
            Statx(
                CurrentDirectory,
                Encoding.UTF8.GetBytes(path + '\0'),
                0,
                TypeMaskBit | UserMaskBit | ModifiedMaskBit | InodeMaskBit,
                buffer
            ) == 0
            ? new FileStatus(
                BitConverter.ToUInt32(buffer, UserOffset),
                (BitConverter.ToUInt16(buffer, ModeOffset) & TypeMask) == Regular,
                BitConverter.ToInt64(buffer, ModifiedOffset),
                (BitConverter.ToUInt64(buffer, InodeOffset), BitConverter.ToUInt64(buffer, DeviceOffset))
            )
            : null;
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);
}
