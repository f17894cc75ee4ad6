using System.CommandLine;
using ActivitySync.Settings;

namespace ActivitySync.Commands;

/// <summary>What a verb runs in. The process gives it the console, the settings files and the clock; a test its own.</summary>
internal sealed class VerbSurroundings : InvocationConfiguration
{
    /// <summary>Settings in place of those of a file.</summary>
    public AppSettings? Settings { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Standard input; null is the console's.</summary>
    public Stream? Input { get; init; }
}
