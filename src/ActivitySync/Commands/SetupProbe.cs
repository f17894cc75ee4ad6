using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileSystem;
using ActivitySync.Mail.Transport;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>
/// Tests answers of <c>setup</c> with the sources and the mail server, in a temporary data directory. Each method
/// throws an <see cref="OperationException"/> that says what is wrong: the answer, or with <see
/// cref="ErrorKind.RemoteUnavailable"/> the service.
/// </summary>
internal sealed class SetupProbe(TimeProvider clock)
{
    public Task ProbeSourceAsync(SourceDescriptor source, AppSettings settings, CancellationToken cancellationToken) =>
        ProbeAsync(settings, provider => source.ProbeAsync(provider, settings.FileAthletes[0], cancellationToken));

    public Task ProbeMailAsync(AppSettings settings, CancellationToken cancellationToken) =>
        ProbeAsync(settings, async provider =>
        {
            var outcome = await provider.GetRequiredService<IMailTransport>().TestAsync(_ => { }, cancellationToken);
            if (outcome.Result != MailResult.Accepted)
            {
                throw new OperationException(
                    outcome.Result is MailResult.Transient or MailResult.Unknown
                        ? ErrorKind.RemoteUnavailable
                        : ErrorKind.InvalidInput,
                    outcome.Message!
                );
            }
        });

    private async Task ProbeAsync(AppSettings settings, Func<IServiceProvider, Task> probe)
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
            await probe(services);
        }
        catch (OperationException exception) when (exception.Kind == ErrorKind.ActionRequired)
        {
            // Here the action is another answer.
            throw new OperationException(ErrorKind.InvalidInput, exception.Message, exception);
        }
        finally
        {
            Database.ClearPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
