namespace ActivitySync.Operations.Checks;

/// <summary>What a check found.</summary>
/// <param name="Exit"><see cref="ExitCode.Done"/> if it is as it should be; else what kind of trouble it is.</param>
/// <param name="Line">That it is well, or what to do; without secrets and health notes.</param>
internal sealed record Finding(ExitCode Exit, string Line)
{
    public bool IsOk => Exit == ExitCode.Done;

    public static Finding Ok(string line) => new(ExitCode.Done, line);

    /// <summary>Wrong on this machine, and mended here.</summary>
    public static Finding Failed(string line) => new(ExitCode.Failed, line);

    /// <summary>A setting is wrong.</summary>
    public static Finding Wrong(string line) => new(ExitCode.WrongInput, line);

    /// <summary>A service is away; it may mend itself.</summary>
    public static Finding Away(string line) => new(ExitCode.RemoteAway, line);

    /// <summary>A person has to act: authorise, pay, renew.</summary>
    public static Finding Act(string line) => new(ExitCode.ActionNeeded, line);
}
