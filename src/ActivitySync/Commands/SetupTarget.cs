using ActivitySync.Configuration;
using ActivitySync.FileSystem;

namespace ActivitySync.Commands;

/// <summary>Where <c>setup</c> writes the settings, and the data directory that goes with them.</summary>
internal sealed record SetupTarget(string File, string DataDirectory)
{
    private const string SystemDataDirectory = "/var/lib/activitysync";

    /// <summary>Whether files in the folder get the folder's group, as in the package's folder: then the daemon's user
    /// can read them.</summary>
    public bool IsGroupReadable =>
        !OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(Folder) & UnixFileMode.SetGroup) != 0;

    /// <summary>Whether file and data directory are those of the package: then the daemon runs as a user of its own,
    /// which must own all data. (A container image has its data elsewhere.)</summary>
    public bool IsSystemInstall =>
        File == Path.GetFullPath(SettingsFile.DefaultPaths[^1]) && DataDirectory == SystemDataDirectory;

    /// <summary>Whether this process may write the database: data of the service that root writes would be
    /// root's.</summary>
    public bool CanUseDatabase => !(IsSystemInstall && Environment.IsPrivilegedProcess);

    /// <summary>Formats a command line that finds these settings.</summary>
    public string FormatCommand(string command)
    {
        var user = IsSystemInstall ? "sudo -u activitysync " : "";
        var isDefaultPath = SettingsFile.DefaultPaths.Select(Path.GetFullPath).Contains(File);
        return $"{user}activitysync {command}{(isDefaultPath ? "" : $" --config {File}")}";
    }

    /// <summary>Whether the package is installed, with its folder for the daemon's settings.</summary>
    public static bool IsPackageInstalled => Directory.Exists(Path.GetDirectoryName(SettingsFile.DefaultPaths[^1]));

    /// <summary>The settings that setup replaced.</summary>
    public static string GetBeforePath(string file) => $"{file}.before";

    private string Folder => Path.GetDirectoryName(File)!;

    /// <summary>Chooses the settings file and the data directory.</summary>
    /// <exception cref="OperationException">The file exists already, or its folder does not.</exception>
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
                $"{file}: already exists. Use --config for another file, "
                    + "or --replace to replace it (the old file is kept)."
            );
        }

        if (!Directory.Exists(Path.GetDirectoryName(file)))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{file}: its folder does not exist. Use --config for another file, or create the folder."
            );
        }

        var data = context.GetValue(SetupOptions.Data)
            ?? (file == system ? SystemDataDirectory : Path.Combine(Path.GetDirectoryName(file)!, "data"));
        return new SetupTarget(file, Path.GetFullPath(data));
    }

    /// <summary>Writes the file atomically; an existing file is kept as <c>.before</c>.</summary>
    /// <exception cref="OperationException">The file can't be written.</exception>
    public void Write(byte[] json)
    {
        try
        {
            var mode = IsGroupReadable ? AtomicFile.OwnerOnly | UnixFileMode.GroupRead : AtomicFile.OwnerOnly;
            if (System.IO.File.Exists(File))
            {
                var before = RegularFile.ReadAllBytes(File, SettingsFile.MaxBytes);
                AtomicFile.Write(GetBeforePath(File), mode, file => file.Write(before));
            }

            AtomicFile.Write(File, mode, file => file.Write(json));
        }
        catch (UnsuitableFileException exception)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{exception.Message}. Use another file with --config.",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{File}: cannot be written. Check the folder and its permissions, or use another file with --config.",
                exception
            );
        }
    }
}
