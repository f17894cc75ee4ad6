using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ActivitySync.FileSystem;

/// <summary>The type, owner, permissions and identity of a file, from statx(2).</summary>
/// <remarks>
/// .NET 10 has no API for these. <see cref="FileAttributes"/> is Normal for pipes, sockets and devices too, <see
/// cref="UnixFileMode"/> contains permissions only, and opening a pipe to look at it blocks (dotnet/runtime#85148).
/// </remarks>
/// <param name="Kind">The type.</param>
/// <param name="OwnerId">The user id of the owner.</param>
/// <param name="GroupId">The id of the group.</param>
/// <param name="Mode">The permissions, with the sticky bit.</param>
/// <param name="ModifiedSeconds">The time of the last change in seconds since 1970; may be beyond any calendar.</param>
/// <param name="Identity">Equal for two paths of the same file.</param>
internal readonly record struct FileStatus(
    FileKind Kind,
    uint OwnerId,
    uint GroupId,
    UnixFileMode Mode,
    long ModifiedSeconds,
    (ulong Inode, ulong Device) Identity
)
{
    private const int CurrentDirectory = -100;
    private const int NoFollowFlag = 0x100;
    private const int EmptyPathFlag = 0x1000;
    private const uint FieldMask = 0x1 | 0x2 | 0x8 | 0x10 | 0x40 | 0x100; // type, mode, owner, group, time, inode
    private const int StructureSize = 256;
    private const int UserOffset = 20; // the layout of statx is the same on every architecture, unlike that of stat
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int ModifiedOffset = 112;
    private const int DeviceOffset = 136;
    private const int TypeMask = 0xF000;
    private const int PermissionMask = 0xFFF;

    /// <summary>A regular file: no folder, pipe, socket or device.</summary>
    public bool IsFile => Kind == FileKind.Regular;

    /// <summary>Finds the status of a path, following links; null if it doesn't exist, or not on Linux.</summary>
    public static FileStatus? Find(string path) => Find(path, 0);

    /// <summary>Finds the status of a path; of a link the status of the link itself.</summary>
    public static FileStatus? FindWithoutFollowing(string path) => Find(path, NoFollowFlag);

    /// <summary>Finds the status of an open file, which its path may no longer lead to; null if not on Linux.</summary>
    public static FileStatus? Find(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var buffer = new byte[StructureSize];
        return Statx(file, [0], EmptyPathFlag, FieldMask, buffer) == 0 ? From(buffer) : null;
    }

    private static FileStatus? Find(string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var buffer = new byte[StructureSize];
        return Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), flags, FieldMask, buffer) == 0
            ? From(buffer)
            : null;
    }

    private static FileStatus From(byte[] buffer)
    {
        var mode = BitConverter.ToUInt16(buffer, ModeOffset);
        return new FileStatus(
            (mode & TypeMask) switch
            {
                0x8000 => FileKind.Regular,
                0x4000 => FileKind.Folder,
                0xA000 => FileKind.Link,
                _ => FileKind.Other,
            },
            BitConverter.ToUInt32(buffer, UserOffset),
            BitConverter.ToUInt32(buffer, GroupOffset),
            (UnixFileMode)(mode & PermissionMask),
            BitConverter.ToInt64(buffer, ModifiedOffset),
            (BitConverter.ToUInt64(buffer, InodeOffset), BitConverter.ToUInt64(buffer, DeviceOffset))
        );
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(SafeFileHandle file, byte[] path, int flags, uint mask, byte[] buffer);
}

/// <summary>The type of a file.</summary>
internal enum FileKind
{
    Regular,
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A pipe, a socket or a device.</summary>
    Other,
}
