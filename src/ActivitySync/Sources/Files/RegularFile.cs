using System.Runtime.InteropServices;
using System.Text;

namespace ActivitySync.Sources.Files;

/// <summary>Tells files from pipes, sockets and devices, on Linux: to open one of those may wait for ever. The base library does not tell.</summary>
internal static class RegularFile
{
    private const int CurrentDirectory = -100;
    private const uint TypeAsked = 0x1;
    private const int StructureSize = 256;
    private const int ModeAt = 28; // the same on every kind of machine, unlike what stat fills in
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Whether something is there that is no file; links are followed.</summary>
    public static bool IsOther(string path)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var told = new byte[StructureSize];
        return Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeAsked, told) == 0 && (BitConverter.ToUInt16(told, ModeAt) & TypeMask) != Regular;
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint asked, byte[] told);
}
