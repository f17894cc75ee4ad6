namespace ActivitySync.Settings;

/// <summary>All settings, read once at start and valid. Defaults are those of the documentation.</summary>
internal sealed record AppSettings
{
    /// <summary>The file they came from; null if the environment alone gave them.</summary>
    public string? File { get; init; }

    public DaemonSettings ActivitySync { get; init; } = new();

    public StoreSettings Store { get; init; } = new();

    public BackupSettings Backup { get; init; } = new();

    public IReadOnlyList<AthleteSettings> Athletes { get; init; } = [];

    public StravaSettings Strava { get; init; } = new();

    public GarminSettings Garmin { get; init; } = new();

    public MailSettings Mail { get; init; } = new();

    /// <summary>The numbers of the rules in force, defaults and settings together.</summary>
    public Recovery.Rules.RuleParameters Rules { get; init; } = Recovery.Rules.RuleParameters.Default;
}
