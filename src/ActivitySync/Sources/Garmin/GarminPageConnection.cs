using ActivitySync.Configuration;

namespace ActivitySync.Sources.Garmin;

/// <summary>Garmin on the page: a field for the key of its personal API.</summary>
internal sealed class GarminPageConnection : KeyConnection
{
    /// <summary>In characters; real keys are far shorter.</summary>
    private const int MaxKeyLength = 4096;

    public override string KeyPageUrl => GarminError.KeyPageUrl;

    public override bool HasAccess(IServiceProvider services, AthleteSettings athlete) =>
        FindOrigin(services, athlete) is not null;

    public override KeyOrigin? FindOrigin(IServiceProvider services, AthleteSettings athlete) =>
        services
            .GetRequiredService<AthleteKeys>()
            .FindOrigin(athlete, GarminDescriptor.SourceName, GarminSettingsParser.ApiKeySetting);

    public override Task ConnectAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        string key,
        DateOnly? expiresOn,
        CancellationToken cancellationToken
    ) =>
        key.Length is > 0 and <= MaxKeyLength && key.All(letter => letter is > ' ' and <= '~')
            ? services
                .GetRequiredService<GarminConnectionService>()
                .ConnectAsync(athlete, key, expiresOn, cancellationToken)
            : throw new ConnectException(
                ConnectProblem.Unreadable,
                ErrorKind.InvalidInput,
                "Garmin: this is no key. Use the text that Garmin's page shows."
            );
}
