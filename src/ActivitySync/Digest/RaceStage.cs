namespace ActivitySync.Digest;

/// <summary>The mails around a race, in the order of time.</summary>
internal enum RaceStage
{
    /// <summary>The days until the race, once it comes within sight.</summary>
    Plan,

    /// <summary>Tomorrow is the last day for deep work.</summary>
    LastDeep,

    /// <summary>The race is tomorrow.</summary>
    Eve,

    /// <summary>The race is run, or nothing came in of it.</summary>
    After,

    /// <summary>Ten days on.</summary>
    Check,
}
