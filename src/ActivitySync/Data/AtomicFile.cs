namespace ActivitySync.Data;

/// <summary>Writes a file that appears whole or not at all: beside its place first, and moved there once it is on the disk.</summary>
internal static class AtomicFile
{
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="mode">Its rights.</param>
    /// <param name="write">Writes what is in it.</param>
    public static void Write(string path, UnixFileMode mode, Action<Stream> write)
    {
        var unfinished = GetTempPath(path, $"{Guid.NewGuid():N}"); // of its own: another process may be at the same file
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = mode;
            }

            using (var file = new FileStream(unfinished, options))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Removes a file, and what was left of it by processes that were killed as they wrote it.</summary>
    public static void Delete(string path)
    {
        if (Path.GetDirectoryName(path) is not { } folder || !Directory.Exists(folder))
        {
            return;
        }

        foreach (var left in Directory.GetFiles(folder, Path.GetFileName(GetTempPath(path, "*"))).Append(path))
        {
            File.Delete(left);
        }
    }

    /// <summary>Hidden and of another ending, so that nobody takes it for the file.</summary>
    private static string GetTempPath(string path, string suffix) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{suffix}.tmp");
}
