namespace ActivitySync.FileSystem;

/// <summary>
/// Writes a file atomically: to a temporary file in the same directory, then renames it. Every file that remains is
/// written here. The temporary file is a new one, so no link is followed; a link with the name of the file is replaced.
/// </summary>
internal static class AtomicFile
{
    /// <summary>The permissions of a file that only its owner may read and write (0600).</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The random part of the name of a temporary file, in characters.</summary>
    private const int RandomLength = 32;

    private const string TemporaryExtension = ".tmp";

    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="mode">The permissions of the file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="beforeRename">Called when the content is on the disk, before the file appears.</param>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path is a folder, a pipe or a device.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, UnixFileMode mode, Action<Stream> write, Action? beforeRename = null) =>
        WriteTemporary(path, mode, write, temporary =>
        {
            beforeRename?.Invoke();
            Rename(temporary, path);
            return true;
        });

    /// <summary>Writes a file that must not exist.</summary>
    /// <returns>False if the path exists already, whatever it is; nothing was changed then.</returns>
    /// <inheritdoc cref="Write"/>
    public static bool TryCreate(string path, UnixFileMode mode, Action<Stream> write) =>
        FileStatus.FindWithoutFollowing(path) is null && WriteTemporary(path, mode, write, temporary =>
        {
            if (!TryLink(temporary, path))
            {
                return false;
            }

            FlushFolder(path);
            return true;
        });

    /// <summary>Creates an empty file for a writer that needs its path, such as SQLite. The path must be new.</summary>
    /// <exception cref="IOException">The path exists, whatever it is, or cannot be created.</exception>
    public static FileStream CreateNew(string path, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Flushes a file that was written by its path to the disk and renames it; an existing file is replaced.
    /// </summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void Replace(string temporary, string path)
    {
        RejectUnlessReplaceable(path);
        using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Flush(flushToDisk: true);
        }

        Rename(temporary, path);
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

    /// <summary>Whether a name is that of a temporary file, of whatever file.</summary>
    public static bool IsTemporaryName(string name) =>
        name.StartsWith('.')
        && name.EndsWith(TemporaryExtension, StringComparison.Ordinal)
        && name.Length > RandomLength + TemporaryExtension.Length + 1
        && name[..^TemporaryExtension.Length][^(RandomLength + 1)..] is ['.', .. var random]
        && random.All(char.IsAsciiHexDigitLower);

    private static bool WriteTemporary(
        string path,
        UnixFileMode mode,
        Action<Stream> write,
        Func<string, bool> complete
    )
    {
        RejectUnlessReplaceable(path);
        var temporary = GetTempPath(path, $"{Guid.NewGuid():N}"); // unique: another process may write the same file
        try
        {
            using (var file = CreateNew(temporary, mode))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            return complete(temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Renaming would replace a pipe or a device too, such as /dev/null for root.</summary>
    private static void RejectUnlessReplaceable(string path)
    {
        if (FileStatus.FindWithoutFollowing(path) is { Kind: FileKind.Folder or FileKind.Other })
        {
            throw new UnsuitableFileException(path, "exists and is no regular file");
        }
    }

    private static void Rename(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        FlushFolder(path);
    }

    private static bool TryLink(string temporary, string path)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                return NativeFile.TryLink(temporary, path);
            }
            catch (IOException)
            {
                // The file system has no hard links; the check of the next call is not atomic.
            }
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (Path.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Without this a power cut may undo the rename.</summary>
    private static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            using var folder = NativeFile.OpenForReading(Path.GetDirectoryName(Path.GetFullPath(path))!);
            RandomAccess.FlushToDisk(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file is complete. Some file systems can't flush a folder, and a folder may be writable only.
        }
    }

    /// <summary>Hidden and with another extension, so that it is not mistaken for the file.</summary>
    private static string GetTempPath(string path, string suffix) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.{suffix}{TemporaryExtension}");
}
