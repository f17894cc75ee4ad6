namespace ActivitySync.Data;

/// <summary>Writes a file atomically: to a temporary file in the same directory, then renames it.</summary>
internal static class AtomicFile
{
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="mode">The permissions of the file.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, UnixFileMode mode, Action<Stream> write)
    {
        var temporary = GetTempPath(path, $"{Guid.NewGuid():N}"); // unique: another process may write the same file
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = mode;
            }

            using (var file = new FileStream(temporary, options))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Deletes a file, and temporary files of it from processes that were killed.</summary>
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

    /// <summary>Hidden and with another extension, so that it is not mistaken for the file.</summary>
    private static string GetTempPath(string path, string suffix) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{suffix}.tmp");
}
