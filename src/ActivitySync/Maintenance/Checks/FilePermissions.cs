namespace ActivitySync.Maintenance.Checks;

/// <summary>Reports who other than the owner may read or write a file.</summary>
internal static class FilePermissions
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Returns whether every user of the machine has access.</summary>
    public static bool IsOpenToAll(string path) => Has(path, Others);

    /// <summary>Returns whether the group or every user has access.</summary>
    public static bool IsShared(string path) => Has(path, Others | Group);

    private static bool Has(string path, UnixFileMode permissions) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & permissions) != 0;
}
