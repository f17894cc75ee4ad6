namespace ActivitySync.Sources;

/// <summary>Why no whole answer came from a service.</summary>
internal enum WireFault
{
    /// <summary>No connection was made: nothing was asked.</summary>
    Unreachable,

    /// <summary>No answer in time: it may have been acted upon.</summary>
    TimedOut,

    /// <summary>The answer ended early: it was probably acted upon.</summary>
    BrokenOff,

    /// <summary>Too many calls in a row failed; none is made for a moment.</summary>
    Resting,
}
