using ActivitySync.Commands;
using ActivitySync.Configuration;

namespace ActivitySync.Maintenance.Checks;

/// <summary>One thing that <c>doctor</c> looks at. A new one is one file and one line in <see cref="MaintenanceServiceCollectionExtensions"/>.</summary>
internal interface IDoctorCheck
{
    /// <summary>Names it in the list: a word or two.</summary>
    string Name { get; }

    /// <summary>Looks, and changes nothing that a person would notice.</summary>
    /// <exception cref="OperationException">It could not look; the line says why.</exception>
    ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What a check found.</summary>
/// <param name="ExitCode"><see cref="ExitCode.Done"/> if it is as it should be; else what kind of trouble it is.</param>
/// <param name="Line">That it is well, or what to do; without secrets and health notes.</param>
internal sealed record Finding(ExitCode ExitCode, string Line)
{
    public bool IsOk => ExitCode == ExitCode.Done;

    public static Finding Ok(string line) => new(ExitCode.Done, line);

    /// <summary>Wrong on this machine, and mended here.</summary>
    public static Finding Failed(string line) => new(ExitCode.Failed, line);

    /// <summary>A setting is wrong.</summary>
    public static Finding Invalid(string line) => new(ExitCode.InvalidInput, line);

    /// <summary>A service is away; it may mend itself.</summary>
    public static Finding Unavailable(string line) => new(ExitCode.RemoteUnavailable, line);

    /// <summary>A person has to act: authorise, pay, renew.</summary>
    public static Finding ActionNeeded(string line) => new(ExitCode.ActionNeeded, line);
}
