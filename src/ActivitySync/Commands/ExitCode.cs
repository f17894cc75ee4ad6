using ActivitySync.Configuration;

namespace ActivitySync.Commands;

/// <summary>The exit codes of the process, the same for every command.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>It failed on this machine.</summary>
    Failed = 1,

    /// <summary>The call, a setting or an input is invalid; reported on standard error.</summary>
    InvalidInput = 2,

    /// <summary>A remote service refused or is unavailable; a later retry can help.</summary>
    RemoteUnavailable = 3,

    /// <summary>The athlete or operator has to act: authorize, pay, renew.</summary>
    ActionRequired = 4,
}

/// <summary>Maps error kinds to exit codes.</summary>
internal static class ExitCodeExtensions
{
    /// <summary>Gets the gravest of several exit codes: a failure on this machine, then an error that needs a person,
    /// then an invalid input, then one that a retry may fix.</summary>
    public static ExitCode GetGravest(this IEnumerable<ExitCode> codes) =>
        codes.OrderByDescending(GetSeverity).FirstOrDefault(ExitCode.Done);

    public static ExitCode ToExitCode(this ErrorKind kind) =>
        kind switch
        {
            ErrorKind.InvalidInput => ExitCode.InvalidInput,
            ErrorKind.RemoteUnavailable => ExitCode.RemoteUnavailable,
            ErrorKind.ActionRequired => ExitCode.ActionRequired,
            _ => ExitCode.Failed,
        };

    /// <summary>The exit code of an operation that may have succeeded: null means no error.</summary>
    public static ExitCode ToExitCode(this ErrorKind? error) => error?.ToExitCode() ?? ExitCode.Done;

    private static int GetSeverity(ExitCode code) =>
        code switch
        {
            ExitCode.Done => 0,
            ExitCode.RemoteUnavailable => 1,
            ExitCode.InvalidInput => 2,
            ExitCode.ActionRequired => 3,
            _ => 4,
        };
}
