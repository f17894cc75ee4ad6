using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileSystem;
using ActivitySync.Mail.Transport;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>
/// Tests answers of <c>setup</c> with the sources and the mail server, in a temporary data directory. Each method
/// returns null, or what is wrong.
/// </summary>
internal sealed class SetupProbe(TimeProvider clock)
{
    public Task<string?> ProbeSourceAsync(
        SourceDescriptor source,
        AppSettings settings,
        CancellationToken cancellationToken
    ) => ProbeAsync(settings, provider => source.ProbeAsync(provider, settings.FileAthletes[0], cancellationToken));

    public Task<string?> ProbeMailAsync(AppSettings settings, CancellationToken cancellationToken) =>
        ProbeAsync(settings, async provider =>
            (await provider.GetRequiredService<IMailTransport>().TestAsync(_ => { }, cancellationToken))
                is { Result: not MailResult.Accepted } outcome
                ? outcome.Message
                : null
        );

    private async Task<string?> ProbeAsync(AppSettings settings, Func<IServiceProvider, Task<string?>> probe)
    {
        var folder = Directory.CreateTempSubdirectory(TestFolders.Setup).FullName;
        try
        {
            var isolated = settings with
            {
                ActivitySync = settings.ActivitySync with { DataDirectory = folder },
                Store = new StoreSettings(),
            };
            await using var services = new ServiceCollection().AddActivitySync(isolated, clock).BuildServiceProvider();
            return await probe(services);
        }
        catch (OperationException exception)
        {
            return exception.Message;
        }
        finally
        {
            Database.ClearPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
