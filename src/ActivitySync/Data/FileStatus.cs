using System.Runtime.InteropServices;
using System.Text;

namespace ActivitySync.Data;

/// <summary>File metadata of Linux that the base library does not provide.</summary>
/// <param name="OwnerId">The user id of the owner.</param>
/// <param name="IsFile">Whether it is a regular file: not a folder, pipe, socket or device.</param>
/// <param name="Identity">Equal for two paths that lead to the same file.</param>
internal readonly record struct FileStatus(uint OwnerId, bool IsFile, (ulong Inode, ulong Device) Identity)
{
    private const int CurrentDirectory = -100;
    private const uint TypeMaskBit = 0x1;
    private const uint UserMaskBit = 0x8;
    private const uint InodeMaskBit = 0x100;
    private const int StructureSize = 256;
    private const int UserOffset = 20; // the layout of statx is the same on every architecture, unlike that of stat
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Follows links; null if the path leads to nothing or the system is not Linux.</summary>
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
                TypeMaskBit | UserMaskBit | InodeMaskBit,
                buffer
            ) == 0
            ? new FileStatus(
                BitConverter.ToUInt32(buffer, UserOffset),
                (BitConverter.ToUInt16(buffer, ModeOffset) & TypeMask) == Regular,
                (BitConverter.ToUInt64(buffer, InodeOffset), BitConverter.ToUInt64(buffer, DeviceOffset))
            )
            : null;
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);
}
