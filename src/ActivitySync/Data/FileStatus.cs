using System.Runtime.InteropServices;
using System.Text;

namespace ActivitySync.Data;

/// <summary>What Linux knows of a path that the base library does not tell.</summary>
/// <param name="OwnerId">Whose it is.</param>
/// <param name="IsFile">A file, and no folder, pipe, socket or device.</param>
/// <param name="Identity">The same for two paths that lead to one file.</param>
internal readonly record struct FileStatus(uint OwnerId, bool IsFile, (ulong Inode, ulong Device) Identity)
{
    private const int CurrentDirectory = -100;
    private const uint TypeMaskBit = 0x1;
    private const uint UserMaskBit = 0x8;
    private const uint InodeMaskBit = 0x100;
    private const int StructureSize = 256;
    private const int UserOffset = 20; // these are the same on every kind of machine, unlike what stat fills in
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Of what the path leads to, links followed; null where there is nothing, or no Linux.</summary>
    public static FileStatus? Find(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var told = new byte[StructureSize];
        return
            Statx(
                CurrentDirectory,
                Encoding.UTF8.GetBytes(path + '\0'),
                0,
                TypeMaskBit | UserMaskBit | InodeMaskBit,
                told
            ) == 0
            ? new FileStatus(
                BitConverter.ToUInt32(told, UserOffset),
                (BitConverter.ToUInt16(told, ModeOffset) & TypeMask) == Regular,
                (BitConverter.ToUInt64(told, InodeOffset), BitConverter.ToUInt64(told, DeviceOffset))
            )
            : null;
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint asked, byte[] told);
}
