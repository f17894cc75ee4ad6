using ActivitySync.Configuration;

namespace ActivitySync.Maintenance.Checks;

/// <summary>
/// One part of what <c>doctor</c> checks. A check is a class and one line where it is registered.
/// </summary>
internal interface ICheck
{
    /// <summary>The name in the output: one or two words.</summary>
    string Name { get; }

    /// <summary>Checks without changing anything that a person would see.</summary>
    /// <exception cref="OperationException">The check itself failed; the message says why.</exception>
    ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken);
}
