namespace ActivitySync.Maintenance.Checks;

/// <summary>Who may read a file, beside its owner.</summary>
internal static class FilePermissions
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Everybody on the machine.</summary>
    public static bool IsOpenToAll(string path) => Has(path, Others);

    /// <summary>Anybody at all.</summary>
    public static bool IsShared(string path) => Has(path, Others | Group);

    private static bool Has(string path, UnixFileMode rights) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & rights) != 0;
}
