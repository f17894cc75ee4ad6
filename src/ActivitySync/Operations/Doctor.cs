using System.Runtime.CompilerServices;
using ActivitySync.Operations.Checks;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>Looks at everything that a person can mend, one check after the other; trouble with one ends none of the others.</summary>
internal sealed class Doctor(IEnumerable<ICheck> checks, Database database)
{
    /// <summary>Each finding with the name of its check, as it is made. What was said once is not said again.</summary>
    public async IAsyncEnumerable<(string Check, Finding Finding)> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var check in checks)
        {
            foreach (var finding in await LookAsync(check, cancellationToken))
            {
                if (said.Add(finding.Line)) yield return (check.Name, finding);
            }
        }
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(ICheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.LookAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (CannotProceedException told)
        {
            return [new Finding(told.ExitCode, told.Message)];
        }
        catch (Exception trouble) when (database.LineOf(trouble) is { } line)
        {
            return [Finding.Failed(line)];
        }
#pragma warning disable CA1031 // whatever one check runs into, the others are still worth their lines
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            return [Finding.Failed($"could not look: {UnexpectedTrouble.LineOf(trouble)}; a fault of the program, not of yours: please report this line.")];
        }
    }
}
