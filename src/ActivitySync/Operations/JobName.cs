namespace ActivitySync.Operations;

/// <summary>The daemon's jobs, as logs, store and health name them.</summary>
internal static class JobName
{
    public const string Wake = "wake";
    public const string SyncDue = "sync-due";
    public const string Inbox = "inbox";
    public const string Calendars = "calendars";
    public const string Backup = "backup";
    public const string Heartbeat = "heartbeat";
    public const string Subscribe = "subscribe-strava";
    public const string Expire = "expire";
    public const string SyncStrava = "sync-strava";
    public const string SyncGarmin = "sync-garmin";
}
