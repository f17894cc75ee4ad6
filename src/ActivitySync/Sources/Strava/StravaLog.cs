namespace ActivitySync.Sources.Strava;

internal static partial class StravaLog
{
    [LoggerMessage(EventName = "StravaTokenRenewed", Level = LogLevel.Debug, Message = "Strava access of {Athlete} renewed until {Until:u}")]
    public static partial void TokenRenewed(ILogger log, string athlete, DateTimeOffset until);

    [LoggerMessage(EventName = "StravaAuthorisationDead", Level = LogLevel.Error, Message = "Strava no longer accepts the authorisation of {Athlete}; connect again")]
    public static partial void AuthorisationDead(ILogger log, string athlete);

    [LoggerMessage(EventName = "StravaActivitySetAside", Level = LogLevel.Warning, Message = "Strava activity {Id} of {Athlete} set aside: {Reason}")]
    public static partial void SetAside(ILogger log, string athlete, string id, string reason);
}
