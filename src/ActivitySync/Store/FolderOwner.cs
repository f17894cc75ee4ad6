using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ActivitySync.Store;

/// <summary>Whose a folder is, on Linux; the base library does not tell.</summary>
internal static class FolderOwner
{
    private const int CurrentDirectory = -100;
    private const uint UserAsked = 0x8;
    private const int StructureSize = 256;
    private const int UserAt = 20; // the same on every kind of machine, unlike what stat fills in

    /// <summary>The user's number; null where there is no such folder, or no Linux.</summary>
    public static uint? Of(string folder)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var told = new byte[StructureSize];
        return Statx(CurrentDirectory, Encoding.UTF8.GetBytes(folder + '\0'), 0, UserAsked, told) == 0 ? BitConverter.ToUInt32(told, UserAt) : null;
    }

    /// <summary>The user as <c>sudo -u</c> takes it: by name, or by number where no name is known.</summary>
    public static string NameOf(uint user)
    {
        const string Names = "/etc/passwd";
        var number = user.ToString(CultureInfo.InvariantCulture);
        var known = File.Exists(Names) ? File.ReadLines(Names).Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 2 && fields[2] == number) : null;
        return known?[0] ?? $"'#{number}'";
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint asked, byte[] told);
}
