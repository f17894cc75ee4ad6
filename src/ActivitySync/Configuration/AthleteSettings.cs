using System.Collections.ObjectModel;
using ActivitySync.Recovery;

namespace ActivitySync.Configuration;

/// <summary>One athlete: an entry of <c>Athletes</c>.</summary>
internal sealed record AthleteSettings
{
    /// <summary>a-z, 0-9 and hyphens; identifies the athlete in commands and in the database.</summary>
    public required string Name { get; init; }

    public required string Email { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The language tag of the emails and the page: <c>en</c> or <c>de</c>.</summary>
    public string Language { get; init; } = "en";

    public UnitSystem Units { get; init; } = UnitSystem.Metric;

    public Budget Budget { get; init; } = Budget.Regular;

    /// <summary>Null is <c>auto</c>: computed from the massages logged.</summary>
    public MassageHistory? Rhythm { get; init; }

    public bool EarlyGentle { get; init; }

    public IReadOnlyList<string> Conditions { get; init; } = [];

    public double? MaxHeartRate { get; init; }

    public double? RestingHeartRate { get; init; }

    public DigestSettings Digest { get; init; } = new();

    public bool RaceMails { get; init; } = true;

    public AthleteSources Sources { get; init; } = new();

    /// <summary>Where the values of preferences come from, by key. See <see cref="GetOrigin"/>.</summary>
    public IReadOnlyDictionary<string, SettingOrigin> PreferenceOrigins { get; init; } =
        ReadOnlyDictionary<string, SettingOrigin>.Empty;

    /// <summary>The date that clocks in the athlete's time zone show at an instant.</summary>
    public DateOnly GetDate(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZone).DateTime);

    /// <summary>Where the value of a preference comes from.</summary>
    public SettingOrigin GetOrigin(Preference preference) =>
        PreferenceOrigins.GetValueOrDefault(preference.Key, SettingOrigin.Default);

    /// <summary>Hides the values, so that no key, address or condition gets into a log.</summary>
    public override string ToString() => $"the settings of {Name}";
}

/// <summary>The sources of an athlete's activities; all may be off.</summary>
internal sealed record AthleteSources
{
    /// <summary>The sources that are synced for the athlete, in the order of the source list.</summary>
    public IReadOnlyList<SourceName> Enabled { get; init; } = [];

    /// <summary>The athlete's secrets for sources, by setting: <c>GarminApiKey</c>.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The settings of <see cref="Secrets"/> that come from the environment or a credential; they override a
    /// key entered on the page.</summary>
    public IReadOnlyList<string> EnvironmentSecrets { get; init; } = [];

    /// <summary>The watched folder; null means none.</summary>
    public string? Inbox { get; init; }

    /// <summary>ICS addresses or files. An address may be a secret.</summary>
    public IReadOnlyList<string> RaceCalendars { get; init; } = [];

    /// <summary>The sport of a track without one.</summary>
    public string UntypedSport { get; init; } = "other";

    public bool IsEnabled(SourceName source) => Enabled.Contains(source);
}

/// <summary>When an athlete's digest is due, in the athlete's time zone.</summary>
internal sealed record DigestSettings
{
    public DayOfWeek Day { get; init; } = DayOfWeek.Sunday;

    public TimeOnly Time { get; init; } = new(19, 0);

    public QuietWeeks QuietWeeks { get; init; } = QuietWeeks.Short;
}

/// <summary>The digest of a week with nothing to say: a short one, or none.</summary>
internal enum QuietWeeks
{
    Short,
    Skip,
}

internal enum UnitSystem
{
    Metric,
    Imperial,
}
