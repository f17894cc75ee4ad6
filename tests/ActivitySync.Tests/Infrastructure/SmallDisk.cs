namespace ActivitySync.Tests.Infrastructure;

/// <summary>A disk of a few megabytes in memory that a test can fill. Mounting needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int FillStep = 4096;

    private SmallDisk(string folder) => Folder = folder;

    public static bool IsAvailable => DiskMounter.CanMount(folder => Mount(folder, megabytes: 1));

    public string Folder { get; }

    private string Filler => Path.Combine(Folder, "filler");

    public static SmallDisk Mount(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        DiskMounter.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", folder);
        return new SmallDisk(folder);
    }

    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var step = new byte[FillStep];
        try
        {
            while (true)
            {
                file.Write(step);
            }
        }
        catch (IOException)
        {
            // full
        }
    }

    public void Free() => File.Delete(Filler);

    /// <summary>Makes this much space available on a full disk.</summary>
    public void FreeBytes(long bytes)
    {
        using var file = new FileStream(Filler, FileMode.Open, FileAccess.Write);
        file.SetLength(Math.Max(0, file.Length - bytes));
    }

    public void Dispose() => DiskMounter.Run("umount", "-l", Folder);
}
