namespace ActivitySync.Configuration;

/// <summary>The section <c>Strava</c>.</summary>
internal sealed record StravaSettings
{
    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public Uri ApiUrl { get; init; } = new("https://www.strava.com/api/v3");

    public Uri OAuthUrl { get; init; } = new("https://www.strava.com/oauth");

    /// <summary>
    /// Quartz cron, in UTC. Off the quarter hours, where everybody else calls; hourly, so that 25 runners stay below a
    /// thousand calls a day.
    /// </summary>
    public string SyncSchedule { get; init; } = "0 7 * * * ?";

    /// <summary>Days of history a full sync re-reads.</summary>
    public int HistoryDays { get; init; } = 180;

    /// <summary>Days a row lives after Strava last confirmed it; 7 is the most Strava's terms allow.</summary>
    public int CacheDays { get; init; } = 7;

    /// <summary>Names no secret: a record's own text would end in a log some day.</summary>
    public override string ToString() => "the settings of Strava";
}
