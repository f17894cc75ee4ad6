using ActivitySync.Commands;

namespace ActivitySync.Configuration;

/// <summary>
/// Expected trouble that ends a verb: one line for the user with what, where and how to mend it.
/// The line goes to standard error as it is, so it carries no secret and no health note.
/// </summary>
internal sealed class OperationException(ExitCode exitCode, string line, Exception? cause = null)
    : Exception(line, cause)
{
    public ExitCode ExitCode { get; } = exitCode;
}
