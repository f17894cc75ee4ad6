namespace ActivitySync;

/// <summary>Tells of any exception in one line that is fit for logs, store and health.</summary>
internal static class UnexpectedTrouble
{
    /// <summary>
    /// Our own lines as they are. Of another exception only its type and where in our code it passed: its text may quote
    /// what was being read or written.
    /// </summary>
    public static string LineOf(Exception trouble)
    {
        if (trouble is CannotProceedException told) return told.Message;
        var frame = (trouble.StackTrace ?? string.Empty).Split('\n').FirstOrDefault(line => line.Contains("ActivitySync.", StringComparison.Ordinal));
        return frame is null ? trouble.GetType().Name : $"{trouble.GetType().Name} {frame.Trim().Split(" in ")[0]}";
    }
}
