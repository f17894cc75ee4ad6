namespace ActivitySync.Configuration;

/// <summary>The section <c>Garmin</c>.</summary>
internal sealed record GarminSettings
{
    public Uri ApiUrl { get; init; } = new("https://personal.connectapi.garmin.com");

    /// <summary>A Quartz cron expression, in UTC.</summary>
    public string SyncSchedule { get; init; } = "0 11/30 * * * ?";

    /// <summary>The days of history a full sync reads again.</summary>
    public int HistoryDays { get; init; } = 180;
}
