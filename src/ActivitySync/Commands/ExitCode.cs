using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>What the process says to whoever called it (the same for every verb).</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>It failed here.</summary>
    Failed = 1,

    /// <summary>The call, a setting or an input is wrong; told on standard error.</summary>
    InvalidInput = 2,

    /// <summary>A remote service refused or is away; trying again later can help.</summary>
    RemoteUnavailable = 3,

    /// <summary>The runner or operator has to act: authorise, pay, renew.</summary>
    ActionNeeded = 4,
}

/// <summary>How outcomes become what the process says.</summary>
internal static class ExitCodeExtensions
{
    /// <summary>The gravest of several; a person's work weighs more than a wait.</summary>
    public static ExitCode GetGravest(this IEnumerable<ExitCode> codes) =>
        codes.OrderByDescending(GetSeverity).FirstOrDefault(ExitCode.Done);

    public static ExitCode ToExitCode(this SourceOutcome outcome) =>
        outcome switch
        {
            SourceOutcome.Complete => ExitCode.Done,
            SourceOutcome.LimitReached or SourceOutcome.Away => ExitCode.RemoteUnavailable,
            SourceOutcome.ActionNeeded => ExitCode.ActionNeeded,
            SourceOutcome.Misconfigured => ExitCode.InvalidInput,
            _ => ExitCode.Failed,
        };

    private static int GetSeverity(ExitCode code) =>
        code switch
        {
            ExitCode.Done => 0,
            ExitCode.RemoteUnavailable => 1,
            ExitCode.InvalidInput => 2,
            ExitCode.ActionNeeded => 3,
            _ => 4,
        };
}
