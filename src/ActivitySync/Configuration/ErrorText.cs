namespace ActivitySync.Configuration;

/// <summary>Describes any exception in one line for logs, database and health, without private data.</summary>
internal static class ErrorText
{
    /// <summary>
    /// Returns the message of an <see cref="OperationException"/>; of any other exception only its type and the
    /// innermost method of this program, since its message may quote private data.
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
