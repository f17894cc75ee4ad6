using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sync;

/// <summary>Runs an action for each athlete in turn; one athlete's failure doesn't stop the rest.</summary>
internal sealed class AthleteLoop(AthleteRoster roster)
{
    /// <summary>Runs an action for each athlete in the settings, with the current preferences.</summary>
    /// <returns>
    /// A line for each athlete whose action failed. A database error concerns all athletes and is thrown at once.
    /// </returns>
    public Task<IReadOnlyList<string>> RunForConfiguredAsync(
        Func<AthleteSettings, Task> action,
        CancellationToken cancellationToken
    ) => RunForEachAsync(roster.GetAll(), athlete => athlete.Name, action, cancellationToken);

    /// <summary>Runs an action for each of the given athletes.</summary>
    /// <returns>As <see cref="RunForConfiguredAsync"/>.</returns>
    public static async Task<IReadOnlyList<string>> RunForEachAsync<T>(
        IEnumerable<T> athletes,
        Func<T, string> getName,
        Func<T, Task> action,
        CancellationToken cancellationToken,
        Action<T, string>? onFailure = null
    )
    {
        var failed = new List<string>();
        foreach (var athlete in athletes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await RunAsync(() => action(athlete), cancellationToken) is { } reason)
            {
                onFailure?.Invoke(athlete, reason);
                failed.Add($"{getName(athlete)}: {reason}");
            }
        }

        return failed;
    }

    /// <summary>Runs an action for one athlete.</summary>
    /// <returns>Why it failed, in one line; null if it didn't.</returns>
    public static async Task<string?> RunAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action();
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // any failure concerns this athlete alone
        catch (Exception exception) when (exception is not DatabaseException)
#pragma warning restore CA1031
        {
            return ErrorText.LineFor(exception);
        }
    }

    /// <summary>Fails a job if the action failed for an athlete.</summary>
    /// <exception cref="OperationException">The action failed for at least one athlete.</exception>
    public static void ThrowIfAnyFailed(IReadOnlyCollection<string> failures)
    {
        if (failures.Count > 0)
        {
            throw new OperationException(ErrorKind.Failed, string.Join("; ", failures));
        }
    }
}
