namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// A file system in a file, mounted as a disk. The kernel can be made to switch it to read-only while it is in use, as
/// it does after a disk error. Mounting needs root.
/// </summary>
internal sealed class FailingDisk : IDisposable
{
    private const int Megabytes = 16;

    private static readonly Lazy<bool> CanMount = new(() => DiskMounter.CanMount(Mount));

    private readonly string _image;

    private FailingDisk(string folder, string image)
    {
        Folder = folder;
        _image = image;
    }

    public static bool IsAvailable => CanMount.Value;

    public string Folder { get; }

    public static FailingDisk Mount(string folder)
    {
        Directory.CreateDirectory(folder);
        var disk = new FailingDisk(folder, folder + ".image");
        using (var file = new FileStream(disk._image, FileMode.Create))
        {
            file.SetLength(Megabytes * 1024 * 1024);
        }

        DiskMounter.Run("mkfs.ext4", "-q", "-F", disk._image);
        disk.Remount();
        return disk;
    }

    /// <summary>Makes the disk read-only, as after a disk error.</summary>
    public void Fail() => DiskMounter.Run("mount", "-o", "remount,abort", Folder);

    /// <summary>Detaches the disk: its folder is empty, and open files stay open.</summary>
    public void Unmount() => DiskMounter.Run("umount", "-l", Folder);

    /// <summary>Attaches the disk again, writable.</summary>
    public void Remount() => DiskMounter.Run("mount", "-o", "loop,errors=remount-ro", _image, Folder);

    public void Dispose()
    {
        Unmount();
        File.Delete(_image);
    }
}
