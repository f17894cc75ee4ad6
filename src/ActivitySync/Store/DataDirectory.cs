namespace ActivitySync.Store;

/// <summary>The folder of everything that is held on the runners: made for its owner alone, and so are the files in it.</summary>
internal static class DataDirectory
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder if it is not there; one that is there keeps its rights.</summary>
    public static void Ensure(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerAlone | UnixFileMode.UserExecute);
    }

    /// <summary>An empty file for its owner alone, unless one is there. What a database keeps beside its file gets the file's rights.</summary>
    public static void EnsureFile(string file)
    {
        if (File.Exists(file)) return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerAlone;
        new FileStream(file, options).Dispose();
    }
}
