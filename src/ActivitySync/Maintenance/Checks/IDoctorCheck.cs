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
/// <param name="Error">Null if all is well.</param>
/// <param name="Line">That it is well, or what to do; without secrets and health notes.</param>
internal sealed record Finding(ErrorKind? Error, string Line)
{
    public bool IsOk => Error is null;

    public static Finding Ok(string line) => new(null, line);

    /// <summary>Wrong on this machine, and mended here.</summary>
    public static Finding Failed(string line) => new(ErrorKind.Failed, line);

    /// <summary>A setting is wrong.</summary>
    public static Finding Invalid(string line) => new(ErrorKind.InvalidInput, line);

    /// <summary>A service is away; it may mend itself.</summary>
    public static Finding Unavailable(string line) => new(ErrorKind.RemoteUnavailable, line);

    /// <summary>A person has to act: authorise, pay, renew.</summary>
    public static Finding ActionNeeded(string line) => new(ErrorKind.ActionRequired, line);
}
