namespace ActivitySync;

/// <summary>What the process says to whoever called it (the same for every verb).</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>It failed here.</summary>
    Failed = 1,

    /// <summary>The call, a setting or an input is wrong; told on standard error.</summary>
    WrongInput = 2,

    /// <summary>A remote service refused or is away; trying again later can help.</summary>
    RemoteAway = 3,

    /// <summary>The runner or operator has to act: authorise, pay, renew.</summary>
    ActionNeeded = 4,
}
