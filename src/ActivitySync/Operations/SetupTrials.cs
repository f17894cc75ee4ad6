using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Operations;

/// <summary>
/// Tries answers out before they become settings: against the services themselves, and with a data directory that is gone
/// afterwards. Each gives null, or the line that says what is wrong.
/// </summary>
internal sealed class SetupTrials(TimeProvider clock)
{
    public Task<string?> StravaAsync(AppSettings settings, CancellationToken cancellationToken) =>
        TryAsync(settings, async rooms =>
        {
            await rooms.GetRequiredService<StravaAuthorisation>().CheckApplicationAsync(settings.Athletes[0], cancellationToken);
            return null;
        });

    public Task<string?> GarminAsync(AppSettings settings, CancellationToken cancellationToken) =>
        TryAsync(settings, async rooms =>
        {
            var (works, lines) = await rooms.GetRequiredService<GarminProbe>().AskAsync(settings.Athletes[0], cancellationToken);
            return works ? null : string.Join(" ", lines);
        });

    public Task<string?> MailAsync(AppSettings settings, CancellationToken cancellationToken) =>
        TryAsync(settings, async rooms =>
            (await rooms.GetRequiredService<IMailTransport>().TryAsync(_ => { }, cancellationToken)) is { Result: not MailResult.Accepted } outcome ? outcome.Line : null);

    private async Task<string?> TryAsync(AppSettings settings, Func<IServiceProvider, Task<string?>> trial)
    {
        var folder = Directory.CreateTempSubdirectory("activitysync-setup-").FullName;
        try
        {
            var aside = settings with { ActivitySync = settings.ActivitySync with { DataDirectory = folder } };
            await using var rooms = new ServiceCollection().AddRooms(aside, clock).BuildServiceProvider();
            return await trial(rooms);
        }
        catch (CannotProceedException told)
        {
            return told.Message;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
