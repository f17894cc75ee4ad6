using System.ComponentModel;
using System.Net.Sockets;

namespace ActivitySync.Configuration;

/// <summary>Describes any exception in one line for logs, database and health, without private data.</summary>
internal static class ErrorText
{
    /// <summary>The message if the process or the machine has no handle left for another file.</summary>
    public const string TooFewHandles =
        "open files: too many for the limit of this process. "
        + "Set a higher limit (LimitNOFILE in systemd, 'ulimit -n' in a shell).";

    // errno(3); on Linux the HResult of an IOException is that of the call that failed.
    public const int TooManyOpenFilesInSystem = 23;
    public const int TooManyOpenFiles = 24;

    /// <summary>
    /// The message for an exception whose cause is the machine and neither this program nor its input: too few
    /// handles, too little memory, no time zones, a library that can't be loaded. Null for any other exception.
    /// </summary>
    public static string? FindMachineError(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case IOException { HResult: TooManyOpenFiles or TooManyOpenFilesInSystem }:
                case Win32Exception { NativeErrorCode: TooManyOpenFiles or TooManyOpenFilesInSystem }:
                case SocketException { SocketErrorCode: SocketError.TooManyOpenSockets }:
                    return TooFewHandles;
                case TimeZoneNotFoundException or InvalidTimeZoneException:
                    return "time zones: this machine has none, or they are damaged. "
                        + "Install them (on Debian the package tzdata).";
                case OutOfMemoryException:
                    return "memory: too little is free. Set a higher limit (MemoryMax in systemd), "
                        + "or stop other programs.";
                case DllNotFoundException:
                    return "libraries: one that the program needs cannot be loaded. Check that its files are complete "
                        + "and that memory is free; set a higher limit (MemoryMax in systemd).";
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>The line for an exception that no handler knows: an error of the machine, or a bug.</summary>
    public static string DescribeUnexpected(Exception exception) =>
        FindMachineError(exception) ?? $"Unexpected error: {LineFor(exception)}. This is a bug; please report it.";

    /// <summary>Whether the process or the machine has no handle left for another file.</summary>
    public static bool IsOutOfHandles(Exception exception) => FindMachineError(exception) == TooFewHandles;

    /// <summary>
    /// Returns the message of an <see cref="OperationException"/> or of an error of the machine; a lack of handles goes
    /// first, since what could not be opened is not the cause. Of any other exception it returns only the type and the
    /// innermost method of this program, since its message may quote private data.
    /// </summary>
    public static string LineFor(Exception exception)
    {
        if (exception is OperationException operation)
        {
            return IsOutOfHandles(operation) && !operation.Message.Contains(TooFewHandles, StringComparison.Ordinal)
                ? TooFewHandles
                : operation.Message;
        }

        if (FindMachineError(exception) is { } machineError)
        {
            return machineError;
        }

        var frame = (exception.StackTrace ?? string.Empty)
            .Split('\n')
            .FirstOrDefault(line => line.Contains("ActivitySync.", StringComparison.Ordinal));
        return frame is null ? exception.GetType().Name : $"{exception.GetType().Name} {frame.Trim().Split(" in ")[0]}";
    }
}
