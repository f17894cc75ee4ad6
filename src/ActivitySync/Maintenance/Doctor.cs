using System.Runtime.CompilerServices;
using ActivitySync.Configuration;
using ActivitySync.Maintenance.Checks;

namespace ActivitySync.Maintenance;

/// <summary>Runs all checks, one after the other. A check that fails doesn't stop the rest.</summary>
internal sealed class Doctor(IEnumerable<ICheck> checks)
{
    /// <summary>Returns each finding with the name of its check; a repeated line is left out.</summary>
    public async IAsyncEnumerable<(string Check, Finding Finding)> RunChecksAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var check in checks)
        {
            foreach (var finding in await RunCheckAsync(check, cancellationToken))
            {
                if (seen.Add(finding.Line))
                {
                    yield return (check.Name, finding);
                }
            }
        }
    }

    private static async Task<IReadOnlyList<Finding>> RunCheckAsync(ICheck check, CancellationToken cancellationToken)
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
#pragma warning disable CA1031 // an error of one check must not stop the others
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return [Finding.Failed(ErrorText.DescribeUnexpected(exception))];
        }
    }
}
