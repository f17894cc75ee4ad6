using ActivitySync.Configuration;
using ActivitySync.Mail.Transport;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>
/// Tries answers out before they become settings: against the services themselves, and with a data directory that is gone
/// afterwards. Each gives null, or the line that says what is wrong.
/// </summary>
internal sealed class SetupProbe(TimeProvider clock)
{
    public Task<string?> ProbeSourceAsync(
        SourceDescriptor source,
        AppSettings settings,
        CancellationToken cancellationToken
    ) => ProbeAsync(settings, provider => source.ProbeAsync(provider, settings.Athletes[0], cancellationToken));

    public Task<string?> ProbeMailAsync(AppSettings settings, CancellationToken cancellationToken) =>
        ProbeAsync(settings, async provider =>
            (await provider.GetRequiredService<IMailTransport>().TestAsync(_ => { }, cancellationToken))
                is { Result: not MailResult.Accepted } outcome
                ? outcome.Message
                : null
        );

    private async Task<string?> ProbeAsync(AppSettings settings, Func<IServiceProvider, Task<string?>> probe)
    {
        var folder = Directory.CreateTempSubdirectory("activitysync-setup-").FullName;
        try
        {
            var aside = settings with { ActivitySync = settings.ActivitySync with { DataDirectory = folder } };
            await using var rooms = new ServiceCollection().AddActivitySync(aside, clock).BuildServiceProvider();
            return await probe(rooms);
        }
        catch (OperationException exception)
        {
            return exception.Message;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
