using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Where <c>setup</c> writes the settings, and the data directory that goes with them.</summary>
internal sealed record SetupTarget(string File, string DataDirectory)
{
    private const string SystemData = "/var/lib/activitysync";
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A package's folder gives its group to the files in it: then the daemon's user reads them, and nobody else.</summary>
    public bool IsShared => !OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(Folder) & UnixFileMode.SetGroup) != 0;

    /// <summary>The package's places: the daemon runs as a user of its own, who must own all data. (An image has its data elsewhere.)</summary>
    public bool IsOfTheSystem => File == Path.GetFullPath(SettingsFile.UsualPlaces[^1]) && DataDirectory == SystemData;

    /// <summary>How a verb is called so that it finds these settings.</summary>
    public string Call(string verb) =>
        $"{(IsOfTheSystem ? "sudo -u activitysync " : "")}activitysync {verb}{(SettingsFile.UsualPlaces.Select(Path.GetFullPath).Contains(File) ? "" : $" --config {File}")}";

    /// <summary>Whether the package is installed here: then there is a place for a service's settings.</summary>
    public static bool HasSystem => Directory.Exists(Path.GetDirectoryName(SettingsFile.UsualPlaces[^1]));

    private string Folder => Path.GetDirectoryName(File)!;

    /// <exception cref="CannotProceedException">Settings are there already, or their folder cannot be written.</exception>
    public static SetupTarget Of(VerbCall call)
    {
        var system = Path.GetFullPath(SettingsFile.UsualPlaces[^1]);
        var file = call.Value(Verb.Config)?.FullName
            ?? (Environment.IsPrivilegedProcess && HasSystem ? system : Path.GetFullPath(SettingsFile.UsualPlaces[0]));
        if (System.IO.File.Exists(file) && !call.Value(SetupFlags.Replace))
            throw new CannotProceedException(ExitCode.WrongInput, $"{file}: is there already; change it by hand, name another with --config, or say --replace (the old file is kept beside it).");
        if (!Directory.Exists(Path.GetDirectoryName(file)))
            throw new CannotProceedException(ExitCode.WrongInput, $"{file}: its folder is not there; make it, or name another with --config.");
        var data = call.Value(SetupFlags.Data) ?? (file == system ? SystemData : Path.Combine(Path.GetDirectoryName(file)!, "data"));
        return new SetupTarget(file, Path.GetFullPath(data));
    }

    /// <summary>Writes the file whole or not at all; one that was there is kept as <c>.before</c>.</summary>
    /// <exception cref="CannotProceedException">The folder cannot be written.</exception>
    public void Write(byte[] json)
    {
        try
        {
            if (System.IO.File.Exists(File)) System.IO.File.Copy(File, $"{File}.before", overwrite: true);
            WholeFile.Write(File, IsShared ? OwnerAlone | UnixFileMode.GroupRead : OwnerAlone, file => file.Write(json));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new CannotProceedException(ExitCode.Failed, $"{File}: cannot be written; check the folder and its rights, or name another with --config.", trouble);
        }
    }
}
