namespace ActivitySync.Sources.Strava;

internal static partial class StravaLog
{
    [LoggerMessage(
        EventName = "strava_token_renewed",
        Level = LogLevel.Debug,
        Message = "athlete={Athlete} until={Until:yyyy-MM-ddTHH:mm:ssZ}"
    )]
    public static partial void LogTokenRenewed(ILogger log, string athlete, DateTimeOffset until);

    [LoggerMessage(
        EventName = "strava_authorisation_dead",
        Level = LogLevel.Error,
        Message = "athlete={Athlete} reason=Strava no longer accepts the authorization. "
            + "Run 'activitysync connect strava --athlete {Athlete}'."
    )]
    public static partial void LogAuthorizationRevoked(ILogger log, string athlete);

    [LoggerMessage(
        EventName = "strava_activity_set_aside",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} id={Id} reason={Reason}"
    )]
    public static partial void LogActivityUnreadable(ILogger log, string athlete, string id, string reason);
}
