namespace ActivitySync.Data;

/// <summary>
/// A lock between processes on a file in the data directory. The system releases it when its process ends.
/// </summary>
internal static class FileLock
{
    /// <summary>Takes the lock until it is disposed; null if another process or thread holds it.</summary>
    /// <exception cref="DatabaseException">The file cannot be created or opened.</exception>
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

    /// <summary>Deletes the file of a lock that is no longer needed. The file of a lock that is in use stays.</summary>
    public static void Delete(string folder, string name)
    {
        if (!File.Exists(Path.Combine(folder, name)))
        {
            return;
        }

        using var acquired = TryAcquire(folder, name);
        if (acquired is not null)
        {
            File.Delete(Path.Combine(folder, name));
        }
    }
}
