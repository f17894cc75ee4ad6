using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary>Where <c>setup</c> writes the settings, and the data directory that goes with them.</summary>
internal sealed record SetupTarget(string File, string DataDirectory)
{
    private const string SystemDataDirectory = "/var/lib/activitysync";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A package's folder gives its group to the files in it: then the daemon's user reads them, and nobody else.</summary>
    public bool IsGroupReadable =>
        !OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(Folder) & UnixFileMode.SetGroup) != 0;

    /// <summary>The package's places: the daemon runs as a user of its own, who must own all data. (An image has its data elsewhere.)</summary>
    public bool IsSystemInstall =>
        File == Path.GetFullPath(SettingsFile.DefaultPaths[^1]) && DataDirectory == SystemDataDirectory;

    /// <summary>How a verb is called so that it finds these settings.</summary>
    public string FormatCommand(string command) =>
        $"{(IsSystemInstall ? "sudo -u activitysync " : "")}activitysync {command}{(SettingsFile.DefaultPaths.Select(Path.GetFullPath).Contains(File) ? "" : $" --config {File}")}";

    /// <summary>Whether the package is installed here: then there is a place for a service's settings.</summary>
    public static bool IsPackageInstalled => Directory.Exists(Path.GetDirectoryName(SettingsFile.DefaultPaths[^1]));

    private string Folder => Path.GetDirectoryName(File)!;

    /// <exception cref="OperationException">Settings are there already, or their folder cannot be written.</exception>
    public static SetupTarget Create(CommandContext context)
    {
        var system = Path.GetFullPath(SettingsFile.DefaultPaths[^1]);
        var file = context.GetValue(CommandBuilder.ConfigOption)?.FullName
            ?? (
                Environment.IsPrivilegedProcess && IsPackageInstalled
                    ? system
                    : Path.GetFullPath(SettingsFile.DefaultPaths[0])
            );
        if (System.IO.File.Exists(file) && !context.GetValue(SetupOptions.Replace))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{file}: is there already; change it by hand, name another with --config, or say --replace (the old file is kept beside it)."
            );
        }

        if (!Directory.Exists(Path.GetDirectoryName(file)))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{file}: its folder is not there; make it, or name another with --config."
            );
        }

        var data = context.GetValue(SetupOptions.Data)
            ?? (file == system ? SystemDataDirectory : Path.Combine(Path.GetDirectoryName(file)!, "data"));
        return new SetupTarget(file, Path.GetFullPath(data));
    }

    /// <summary>Writes the file whole or not at all; one that was there is kept as <c>.before</c>.</summary>
    /// <exception cref="OperationException">The folder cannot be written.</exception>
    public void Write(byte[] json)
    {
        try
        {
            if (System.IO.File.Exists(File))
            {
                System.IO.File.Copy(File, $"{File}.before", overwrite: true);
            }

            AtomicFile.Write(File, IsGroupReadable ? OwnerOnly | UnixFileMode.GroupRead : OwnerOnly, file =>
                file.Write(json)
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{File}: cannot be written; check the folder and its rights, or name another with --config.",
                exception
            );
        }
    }
}
