using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sync;

/// <summary>One runner after the other; the trouble of one must not hold up the next.</summary>
internal sealed class AthleteLoop(AppSettings settings)
{
    /// <summary>Those of the settings.</summary>
    /// <returns>A line for each runner whose turn failed. Trouble of the store is everybody's and is thrown at once.</returns>
    public Task<IReadOnlyList<string>> RunForConfiguredAsync(
        Func<AthleteSettings, Task> action,
        CancellationToken cancellationToken
    ) => RunForEachAsync(settings.Athletes, athlete => athlete.Name, action, cancellationToken);

    /// <inheritdoc cref="RunForConfiguredAsync(Func{AthleteSettings, Task}, CancellationToken)"/>
    public static async Task<IReadOnlyList<string>> RunForEachAsync<T>(
        IEnumerable<T> athletes,
        Func<T, string> getName,
        Func<T, Task> action,
        CancellationToken cancellationToken,
        Action<T, string>? onFailure = null
    )
    {
        var failed = new List<string>();
        foreach (var runner in athletes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await action(runner);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // whatever it is, it is this runner's
            catch (Exception exception) when (exception is not DatabaseException)
#pragma warning restore CA1031
            {
                var reason = ErrorText.LineFor(exception);
                onFailure?.Invoke(runner, reason);
                failed.Add($"{getName(runner)}: {reason}");
            }
        }

        return failed;
    }

    /// <summary>Ends a job whose turns are all done as failed, if one was.</summary>
    /// <exception cref="OperationException">A runner's turn failed.</exception>
    public static void ThrowIfAnyFailed(IReadOnlyCollection<string> failures)
    {
        if (failures.Count > 0)
        {
            throw new OperationException(ErrorKind.Failed, string.Join("; ", failures));
        }
    }
}
