namespace ActivitySync.Configuration;

/// <summary>Tells of any exception in one line that is fit for logs, store and health.</summary>
internal static class ErrorText
{
    /// <summary>
    /// Our own lines as they are. Of another exception only its type and where in our code it passed: its text may quote
    /// what was being read or written.
    /// </summary>
    public static string LineFor(Exception exception)
    {
        if (exception is OperationException operation)
        {
            return operation.Message;
        }

        var frame = (exception.StackTrace ?? string.Empty)
            .Split('\n')
            .FirstOrDefault(line => line.Contains("ActivitySync.", StringComparison.Ordinal));
        return frame is null ? exception.GetType().Name : $"{exception.GetType().Name} {frame.Trim().Split(" in ")[0]}";
    }
}
