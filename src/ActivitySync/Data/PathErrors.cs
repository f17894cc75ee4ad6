namespace ActivitySync.Data;

/// <summary>
/// Explains why a path given by the user cannot be found: it does not exist, or a folder above it is not accessible.
/// </summary>
internal static class PathErrors
{
    /// <summary>The problem and the fix for a path without read permission.</summary>
    public const string AccessDenied =
        "may not be read; give the user that runs activitysync the right to, and to enter the folders above it";

    /// <summary>The message for a path; null if the path exists.</summary>
    public static string? FindError(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return "PATH: must not be empty. Use a file or a folder.";
        }

        if (File.Exists(path) || Directory.Exists(path))
        {
            return null;
        }

        return IsHidden(path) ? $"{path}: {AccessDenied}." : $"{path}: no such file or folder. Check the path.";
    }

    /// <summary>Whether a folder above is not accessible, so that its content looks missing.</summary>
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

    /// <summary>Whether the content of a folder may not be listed.</summary>
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
            return false; // deleted in the meantime
        }
    }
}
