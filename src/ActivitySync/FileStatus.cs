using System.Runtime.InteropServices;
using System.Text;

namespace ActivitySync;

/// <summary>What Linux knows of a path that the base library does not tell.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="IsFile">A file, and no folder, pipe, socket or device.</param>
/// <param name="Identity">The same for two paths that lead to one file.</param>
internal readonly record struct FileStatus(uint User, bool IsFile, (ulong Inode, ulong Device) Identity)
{
    private const int CurrentDirectory = -100;
    private const uint TypeAsked = 0x1;
    private const uint UserAsked = 0x8;
    private const uint InodeAsked = 0x100;
    private const int StructureSize = 256;
    private const int UserAt = 20; // these are the same on every kind of machine, unlike what stat fills in
    private const int ModeAt = 28;
    private const int InodeAt = 32;
    private const int DeviceAt = 136;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Of what the path leads to, links followed; null where there is nothing, or no Linux.</summary>
    public static FileStatus? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var told = new byte[StructureSize];
        return Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeAsked | UserAsked | InodeAsked, told) == 0
            ? new FileStatus(
                BitConverter.ToUInt32(told, UserAt),
                (BitConverter.ToUInt16(told, ModeAt) & TypeMask) == Regular,
                (BitConverter.ToUInt64(told, InodeAt), BitConverter.ToUInt64(told, DeviceAt)))
            : null;
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint asked, byte[] told);
}
