using ActivitySync.Sources;

namespace ActivitySync;

/// <summary>How outcomes become what the process says.</summary>
internal static class ExitCodes
{
    /// <summary>The gravest of several; a person's work weighs more than a wait.</summary>
    public static ExitCode Gravest(this IEnumerable<ExitCode> codes) => codes.OrderByDescending(Weight).FirstOrDefault(ExitCode.Done);

    public static ExitCode ToExit(this SourceOutcome outcome) => outcome switch
    {
        SourceOutcome.Complete => ExitCode.Done,
        SourceOutcome.LimitReached or SourceOutcome.Away => ExitCode.RemoteAway,
        SourceOutcome.ActionNeeded => ExitCode.ActionNeeded,
        SourceOutcome.Misconfigured => ExitCode.WrongInput,
        _ => ExitCode.Failed,
    };

    private static int Weight(ExitCode code) => code switch
    {
        ExitCode.Done => 0,
        ExitCode.RemoteAway => 1,
        ExitCode.WrongInput => 2,
        ExitCode.ActionNeeded => 3,
        _ => 4,
    };
}
