namespace ActivitySync.Data;

/// <summary>Reads the times of files; file systems store times beyond the years 1 to 9999.</summary>
internal static class FileTimes
{
    /// <summary>
    /// When a file was last changed, in UTC; a time long ago if that is beyond the calendar or there is no file.
    /// </summary>
    public static DateTime GetLastWriteTimeUtc(string path)
    {
        try
        {
            return File.GetLastWriteTimeUtc(path);
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
        }
    }
}
