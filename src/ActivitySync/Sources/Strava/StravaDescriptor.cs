using ActivitySync.Configuration;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>Strava, read through the operator's own app, which each athlete authorizes.</summary>
internal sealed class StravaDescriptor : SourceDescriptor
{
    private const string AppsPage = "https://www.strava.com/settings/apps";

    public static readonly SourceName SourceName = new("strava", "Strava");

    public override SourceName Name => SourceName;

    public override SourceSettingsParser SettingsParser { get; } = new StravaSettingsParser();

    public override RecordingFormat Format => RecordingFormat.Strava;

    public override SourceAttribution Attribution => SourceAttribution.PoweredBy;

    public override IReadOnlyList<string> LockNames => [StravaSource.StoreName];

    public override SourceJob Job { get; } =
        new("subscribe-strava", (services, cancellationToken) =>
            services.GetRequiredService<StravaSubscriptionService>().ReconcileAsync(cancellationToken)
        );

    public override PageConnection PageConnection { get; } = new StravaPageConnection();

    public override ConnectHelp ConnectHelp { get; } =
        new(
            "Authorizes Strava: prints an address to open, waits for the answer, and reads the history.",
            "connect strava --athlete anna",
            [StravaConnectDialog.CodeOption],
            "authorizes access to your runs at Strava, and reads them"
        );

    public override string DisconnectDescription => "Revokes the authorization at Strava and deletes its data.";

    public override bool NeedsSecretsToDisconnect => true;

    public override IReadOnlyList<SetupStep> SetupSteps { get; } =
    [
        new(
            "Strava:ClientId",
            new SourceOption("--strava-id", "NUMBER", "Strava's Client ID, from strava.com/settings/api."),
            "Strava's Client ID (create an app at strava.com/settings/api, callback domain localhost)"
        ),
        new(
            "Strava:ClientSecret",
            new SourceOption("--strava-secret-file", "FILE", "A file with Strava's Client Secret."),
            "Strava's Client Secret",
            IsSecret: true
        ),
    ];

    public override SourceSettings GetSettings(AppSettings settings) => settings.GetSource<StravaSettings>();

    public override Uri GetServiceUrl(AppSettings settings) => settings.GetSource<StravaSettings>().OAuthUrl;

    public override int? GetCacheDays(AppSettings settings) => settings.GetSource<StravaSettings>().CacheDays;

    public override SourceLink? FindLink(string sourceId) =>
        sourceId.Length > 0 && sourceId.All(char.IsAsciiDigit)
            ? new SourceLink("View on Strava", $"https://www.strava.com/activities/{sourceId}")
            : null;

    public override void AddServices(IServiceCollection services) =>
        services
            .AddSourceHttpClient<StravaApiClient>("strava")
            .AddSingleton<StravaRateLimiter>()
            .AddTransient<StravaTokenProvider>()
            .AddTransient<StravaAthleteClient>()
            .AddTransient<StravaAuthorization>()
            .AddTransient<StravaDisconnector>()
            .AddSingleton<StravaSubscriptionService>()
            .AddSingleton<StravaEventReceiver>()
            .AddSingleton<StravaSource>()
            .AddSingleton<IActivitySource>(provider => provider.GetRequiredService<StravaSource>());

    public override void MapEndpoints(WebApplication app) => StravaEventEndpoints.Map(app);

    public override async Task<IReadOnlyList<Finding>> CheckAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var (_, error) = await services
            .GetRequiredService<StravaAthleteClient>()
            .GetAsync(athlete, "athlete/activities?per_page=1", new RequestCounter(), cancellationToken);
        return error is null
            ? [new Finding(null, $"{athlete.Name}: connected; Strava shows the activities.")]
            : [new Finding(error.Outcome.ToErrorKind(), error.Message)];
    }

    public override Task ConnectAsync(IConnectSession session, CancellationToken cancellationToken) =>
        StravaConnectDialog.RunAsync(session, cancellationToken);

    public override async Task<DisconnectResult> DisconnectAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    ) =>
        await services.GetRequiredService<StravaDisconnector>().DisconnectAsync(athlete, cancellationToken) switch
        {
            true => new DisconnectResult("Strava confirmed that the authorization is revoked.", null),
            null => new DisconnectResult("There was no authorization to revoke.", null),
            false => new DisconnectResult(
                "Strava did not confirm that the authorization is revoked.",
                $"Strava: the authorization could not be revoked. Remove the app at {AppsPage}."
            ),
        };

    public override Task ProbeAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    ) => services.GetRequiredService<StravaAuthorization>().CheckApplicationAsync(athlete, cancellationToken);
}
