namespace ActivitySync.Store;

/// <summary>The folder of everything that is held on the runners: made for its owner alone, and so are the files in it.</summary>
internal static class DataDirectory
{
    private const uint Root = 0;
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder if it is not there; one that is there keeps its rights.</summary>
    public static void Ensure(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerAlone | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// Keeps root from writing into another user's folder: the files it made would be closed to that user, and its daemon
    /// could not go on.
    /// </summary>
    /// <exception cref="CannotProceedException">This is root, and the folder is another's; the line says whose.</exception>
    public static void RefuseRoot(string folder)
    {
        if (!Environment.IsPrivilegedProcess || FolderOwner.Of(folder) is not ({ } owner and not Root)) return;
        var name = FolderOwner.NameOf(owner);
        throw new CannotProceedException(
            ExitCode.WrongInput, $"{folder}: the data directory belongs to the user {name}, and what root writes there would be closed to it; run this as that user: sudo -u {name} activitysync ...");
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
