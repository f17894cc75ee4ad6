namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// Room on the disk for an archive in an archive: it has to be sought in, and may be larger than the memory. A file without a
/// name, which is gone with its stream, or with the process whatever becomes of that.
/// </summary>
/// <param name="directory">Where there is room; not a folder that lies in memory.</param>
internal sealed class TemporaryStorage(string directory)
{
    private const int BufferBytes = 81920;

    /// <summary>Of what is free, so much is left to the database beside it.</summary>
    private const int FreeDivisor = 2;

    public string Directory => directory;

    /// <summary>How many bytes it may take now.</summary>
    public long AvailableBytes => new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace / FreeDivisor;

    public FileStream Create()
    {
        var path = Path.Combine(directory, $".unpacked-{Guid.NewGuid():N}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, BufferBytes);
        File.Delete(path);
        return file;
    }
}
