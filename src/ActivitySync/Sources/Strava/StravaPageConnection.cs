using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Strava;

/// <summary>Strava on the page: its own page asks the athlete for permission.</summary>
internal sealed class StravaPageConnection : AuthorizationConnection
{
    public override string ButtonText => "Connect with Strava";

    public override string PermissionName => StravaAuthorization.RequiredBox;

    public override Uri GetPageUrl(AppSettings settings) => settings.GetSource<StravaSettings>().OAuthUrl;

    public override bool HasAccess(IServiceProvider services, AthleteSettings athlete)
    {
        using var connection = services.GetRequiredService<Database>().Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return services
            .GetRequiredService<TokenStore>()
            .FindSourceAthleteId(connection, athleteId, StravaSource.StoreName)
            is not null;
    }

    public override async Task<Uri> StartAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        string sessionKey,
        Uri redirect,
        CancellationToken cancellationToken
    )
    {
        var authorization = services.GetRequiredService<StravaAuthorization>();
        authorization.EnsureCanConnect(athlete);
        await authorization.CheckApplicationAsync(athlete, cancellationToken);
        return authorization.BuildAuthorizeUri(authorization.CreateState(athlete, sessionKey), redirect);
    }

    public override Uri? FindStarted(
        IServiceProvider services,
        AthleteSettings athlete,
        string sessionKey,
        Uri redirect
    )
    {
        var authorization = services.GetRequiredService<StravaAuthorization>();
        return authorization.FindState(athlete, sessionKey) is { } state
            ? authorization.BuildAuthorizeUri(state, redirect)
            : null;
    }

    public override async Task CompleteAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        string sessionKey,
        string answer,
        CancellationToken cancellationToken
    )
    {
        var authorization = services.GetRequiredService<StravaAuthorization>();
        authorization.EnsureCanConnect(athlete);
        var response = authorization.ParseResponse(athlete, answer, sessionKey);
        await authorization.CompleteAsync(athlete, response, cancellationToken);
    }
}
