namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// Disk space for an archive in an archive, which must be seekable and may be larger than memory. The file is deleted
/// right after it is created, so its space is freed when the stream is closed or the process ends.
/// </summary>
/// <param name="directory">A folder on a disk, not one in memory (tmpfs).</param>
internal sealed class TemporaryStorage(string directory)
{
    /// <summary>The names of the files start with it, also of one whose program was killed at once.</summary>
    public const string Prefix = ".unpacked-";

    private const int BufferBytes = 81920;

    /// <summary>Half of the free space is left to the database on the same disk.</summary>
    private const int FreeDivisor = 2;

    public string Directory => directory;

    /// <summary>How many bytes it may take now.</summary>
    public long AvailableBytes => new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace / FreeDivisor;

    public FileStream Create()
    {
        var path = Path.Combine(directory, $"{Prefix}{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = BufferBytes,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
