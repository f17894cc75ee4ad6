namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// A disk with a file system of its own in a file, which the kernel can be told to make read-only under those who write on it, as it
/// does by itself after an error. Mounting wants root.
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

    /// <summary>As after an error of the disk: it can be read, and no more.</summary>
    public void Fail() => DiskMounter.Run("mount", "-o", "remount,abort", Folder);

    /// <summary>The disk is away: its folder is empty for whoever looks, and what is open stays open.</summary>
    public void Unmount() => DiskMounter.Run("umount", "-l", Folder);

    /// <summary>The disk is back as it was, looked through and mended.</summary>
    public void Remount() => DiskMounter.Run("mount", "-o", "loop,errors=remount-ro", _image, Folder);

    public void Dispose()
    {
        Unmount();
        File.Delete(_image);
    }
}
