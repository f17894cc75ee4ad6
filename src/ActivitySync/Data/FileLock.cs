namespace ActivitySync.Data;

/// <summary>A lock between processes: on a file in the data directory, ended with its process whatever becomes of that.</summary>
internal static class FileLock
{
    /// <summary>Takes the lock; disposing it lets the next one in. Null if somebody holds it.</summary>
    /// <exception cref="DatabaseException">The file cannot be made or opened; the line says why.</exception>
    public static IDisposable? TryAcquire(string folder, string name)
    {
        try
        {
            return new FileStream(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException inUse) when (FileErrors.IsInUse(inUse))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(exception, folder);
        }
    }

    /// <summary>Removes the file of a lock that nobody needs any more. One that is held stays: the next one in would not find it.</summary>
    public static void Delete(string folder, string name)
    {
        if (!File.Exists(Path.Combine(folder, name)))
        {
            return;
        }

        using var held = TryAcquire(folder, name);
        if (held is not null)
        {
            File.Delete(Path.Combine(folder, name));
        }
    }
}
