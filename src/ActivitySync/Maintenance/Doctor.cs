using System.Runtime.CompilerServices;
using ActivitySync.Configuration;
using ActivitySync.Maintenance.Checks;

namespace ActivitySync.Maintenance;

/// <summary>Looks at everything that a person can mend, one check after the other; trouble with one ends none of the others.</summary>
internal sealed class Doctor(IEnumerable<IDoctorCheck> checks)
{
    /// <summary>Each finding with the name of its check, as it is made. What was said once is not said again.</summary>
    public async IAsyncEnumerable<(string Check, Finding Finding)> RunChecksAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var check in checks)
        {
            foreach (var finding in await RunCheckAsync(check, cancellationToken))
            {
                if (said.Add(finding.Line))
                {
                    yield return (check.Name, finding);
                }
            }
        }
    }

    private static async Task<IReadOnlyList<Finding>> RunCheckAsync(IDoctorCheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationException exception)
        {
            return [new Finding(exception.Kind, exception.Message)];
        }
#pragma warning disable CA1031 // whatever one check runs into, the others are still worth their lines
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return
            [
                Finding.Failed(
                    $"could not look: {ErrorText.LineFor(exception)}; a fault of the program, not of yours: please report this line."
                ),
            ];
        }
    }
}
