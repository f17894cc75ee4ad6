namespace ActivitySync.Data;

/// <summary>Why a path that a person named leads to nothing: there is nothing, or the way to it is closed.</summary>
internal static class PathErrors
{
    /// <summary>The mend for a path whose rights are wrong.</summary>
    public const string AccessDenied =
        "may not be read; give the user that runs activitysync the right to, and to enter the folders above it";

    /// <summary>The line; null if something is there.</summary>
    public static string? FindError(string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            return null;
        }

        return IsHidden(path) ? $"{path}: {AccessDenied}." : $"{path}: no such file or folder; check the path.";
    }

    /// <summary>Whether a folder above is closed; then what is in it looks as if it were not there.</summary>
    public static bool IsHidden(string path)
    {
        try
        {
            File.GetAttributes(path);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether a folder's list may not be read.</summary>
    public static bool IsUnreadableFolder(string folder)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false; // gone meanwhile
        }
    }
}
