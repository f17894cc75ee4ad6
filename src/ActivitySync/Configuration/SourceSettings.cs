using Quartz;

namespace ActivitySync.Configuration;

/// <summary>The settings section of one source. The derived record lies in the folder of the source.</summary>
internal abstract record SourceSettings
{
    /// <summary>When the source is synced: a Quartz cron expression, in UTC.</summary>
    public abstract string SyncSchedule { get; init; }

    /// <summary>Days of history that a full sync reads.</summary>
    public int HistoryDays { get; init; } = 180;

    /// <summary>Shows no values, because a section may hold secrets and records are logged.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>
/// Reads what one source adds to the settings: a section of its own, the switch <c>Athletes[].Sources.X</c>, and
/// optionally a secret of the athlete.
/// </summary>
internal abstract class SourceSettingsParser
{
    private const int MinHistoryDays = 28;
    private const int MaxHistoryDays = 730;

    public abstract SourceName Name { get; }

    /// <summary>The name of the section and of the athlete's switch: <c>Strava</c>.</summary>
    public abstract string SectionName { get; }

    /// <summary>A secret that the source needs for each athlete; null if it needs none.</summary>
    public virtual AthleteSecret? AthleteSecret => null;

    /// <summary>Reads the section.</summary>
    /// <param name="reader">Reads the values and collects errors.</param>
    /// <param name="isEnabled">
    /// Whether the source is switched on for an athlete, so that required settings must be set.
    /// </param>
    public abstract SourceSettings Parse(SettingsReader reader, bool isEnabled);

    /// <summary>Reads the schedule of the section.</summary>
    protected string ParseSyncSchedule(SettingsReader reader, string defaultValue)
    {
        var key = GetKey("SyncSchedule");
        var cron = reader.GetText(key, defaultValue, expected: "a Quartz cron expression, in UTC")!;
        if (!CronExpression.TryParse(cron, out _))
        {
            reader.AddError(
                key,
                $"\"{cron}\" is invalid; expected a Quartz cron expression, "
                    + "like \"0 0/30 * * * ?\" (every 30 minutes)."
            );
        }

        return cron;
    }

    /// <summary>Reads the days of history of the section.</summary>
    protected int ParseHistoryDays(SettingsReader reader, int defaultValue) =>
        reader.GetNumber(GetKey("HistoryDays"), defaultValue, MinHistoryDays, MaxHistoryDays);

    /// <summary>The key of a setting in the section: <c>Strava:ApiUrl</c>.</summary>
    protected string GetKey(string setting) => $"{SectionName}:{setting}";
}

/// <summary>A secret that an athlete needs for a source, such as an API key.</summary>
/// <param name="Key">The setting under <c>Athletes[]</c>: <c>GarminApiKey</c>.</param>
/// <param name="MissingMessage">The error if the source is switched on for an athlete without this secret.</param>
internal sealed record AthleteSecret(string Key, string MissingMessage);
