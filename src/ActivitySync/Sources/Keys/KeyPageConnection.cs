using ActivitySync.Configuration;

namespace ActivitySync.Sources.Keys;

/// <summary>A service on the page: a field for its key.</summary>
/// <typeparam name="TConnection">What tests and stores the key.</typeparam>
internal sealed class KeyPageConnection<TConnection>(KeyService service, bool hasExpiry) : KeyConnection
    where TConnection : KeyConnectionService
{
    /// <summary>In characters; real keys are far shorter.</summary>
    private const int MaxKeyLength = 4096;

    public override string KeyPageUrl => service.KeyPageUrl;

    public override bool HasExpiry => hasExpiry;

    public override bool HasAccess(IServiceProvider services, AthleteSettings athlete) =>
        FindOrigin(services, athlete) is not null;

    public override KeyOrigin? FindOrigin(IServiceProvider services, AthleteSettings athlete) =>
        services.GetRequiredService<AthleteKeys>().FindOrigin(athlete, service.Name, service.KeySetting);

    public override Task ConnectAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        string key,
        DateOnly? expiresOn,
        CancellationToken cancellationToken
    ) =>
        key.Length is > 0 and <= MaxKeyLength && key.All(letter => letter is > ' ' and <= '~')
            ? services.GetRequiredService<TConnection>().ConnectAsync(athlete, key, expiresOn, cancellationToken)
            : throw new ConnectException(
                ConnectProblem.Unreadable,
                ErrorKind.InvalidInput,
                $"{service.Name}: this is no key. Use the text that the page {service.KeyPageUrl} shows."
            );
}
