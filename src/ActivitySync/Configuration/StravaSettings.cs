namespace ActivitySync.Configuration;

/// <summary>The section <c>Strava</c>.</summary>
internal sealed record StravaSettings
{
    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public Uri ApiUrl { get; init; } = new("https://www.strava.com/api/v3");

    public Uri OAuthUrl { get; init; } = new("https://www.strava.com/oauth");

    /// <summary>
    /// A Quartz cron expression, in UTC. Not on a quarter of an hour, when many other programs call; hourly, so that 25
    /// athletes stay below Strava's 1,000 requests per day.
    /// </summary>
    public string SyncSchedule { get; init; } = "0 7 * * * ?";

    /// <summary>The days of history a full sync reads again.</summary>
    public int HistoryDays { get; init; } = 180;

    /// <summary>The days a row is stored after Strava last confirmed it; Strava's terms allow at most 7.</summary>
    public int CacheDays { get; init; } = 7;

    /// <summary>Hides the values, so that a secret never gets into a log.</summary>
    public override string ToString() => "the settings of Strava";
}
