namespace ActivitySync.Tests.RealParts;

/// <summary>
/// A disk with a file system of its own in a file, which the kernel can be told to make read-only under those who write on it, as it
/// does by itself after an error. Mounting wants root.
/// </summary>
internal sealed class FailingDisk : IDisposable
{
    private const int Megabytes = 16;

    private static readonly Lazy<bool> Works = new(() => Mounting.Works(Mount));

    private readonly string _image;

    private FailingDisk(string folder, string image)
    {
        Folder = folder;
        _image = image;
    }

    public static bool IsHere => Works.Value;

    public string Folder { get; }

    public static FailingDisk Mount(string folder)
    {
        Directory.CreateDirectory(folder);
        var disk = new FailingDisk(folder, folder + ".image");
        using (var file = new FileStream(disk._image, FileMode.Create)) file.SetLength(Megabytes * 1024 * 1024);
        Mounting.Run("mkfs.ext4", "-q", "-F", disk._image);
        disk.MountAgain();
        return disk;
    }

    /// <summary>As after an error of the disk: it can be read, and no more.</summary>
    public void Fail() => Mounting.Run("mount", "-o", "remount,abort", Folder);

    /// <summary>The disk is away: its folder is empty for whoever looks, and what is open stays open.</summary>
    public void TakeAway() => Mounting.Run("umount", "-l", Folder);

    /// <summary>The disk is back as it was, looked through and mended.</summary>
    public void MountAgain() => Mounting.Run("mount", "-o", "loop,errors=remount-ro", _image, Folder);

    public void Dispose()
    {
        TakeAway();
        File.Delete(_image);
    }
}
