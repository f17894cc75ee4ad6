using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync;

/// <summary>One runner after the other; the trouble of one must not hold up the next.</summary>
internal sealed class EachRunner(Database database, AppSettings settings)
{
    /// <summary>Those of the settings.</summary>
    /// <returns>A line for each runner whose turn failed. Trouble of the store is everybody's and is thrown at once.</returns>
    public Task<IReadOnlyList<string>> TryAsync(Func<AthleteSettings, Task> turn, CancellationToken cancellationToken) =>
        TryAsync(settings.Athletes, athlete => athlete.Name, turn, cancellationToken);

    /// <inheritdoc cref="TryAsync(Func{AthleteSettings, Task}, CancellationToken)"/>
    public async Task<IReadOnlyList<string>> TryAsync<T>(
        IEnumerable<T> runners, Func<T, string> nameOf, Func<T, Task> turn, CancellationToken cancellationToken, Action<T, string>? failing = null)
    {
        var failed = new List<string>();
        foreach (var runner in runners)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await turn(runner);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // whatever it is, it is this runner's
            catch (Exception trouble) when (database.LineOf(trouble) is null)
#pragma warning restore CA1031
            {
                var reason = UnexpectedTrouble.LineOf(trouble);
                failing?.Invoke(runner, reason);
                failed.Add($"{nameOf(runner)}: {reason}");
            }
        }

        return failed;
    }

    /// <summary>Ends a job whose turns are all done as failed, if one was.</summary>
    /// <exception cref="CannotProceedException">A runner's turn failed.</exception>
    public static void ThrowIfAny(IReadOnlyCollection<string> failed)
    {
        if (failed.Count > 0) throw new CannotProceedException(ExitCode.Failed, string.Join("; ", failed));
    }
}
