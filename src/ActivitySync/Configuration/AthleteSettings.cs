using System.Collections.ObjectModel;
using ActivitySync.Recovery;

namespace ActivitySync.Configuration;

/// <summary>One runner of the household: an entry of <c>Athletes</c>.</summary>
internal sealed record AthleteSettings
{
    /// <summary>a-z, 0-9 and hyphens; names the runner in commands and in the store.</summary>
    public required string Name { get; init; }

    public required string Email { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>A language the mail is written in: <c>en</c>.</summary>
    public string Language { get; init; } = "en";

    public UnitSystem Units { get; init; } = UnitSystem.Metric;

    public Budget Budget { get; init; } = Budget.Regular;

    /// <summary>Null is <c>auto</c>: read from the massages logged.</summary>
    public MassageHistory? Rhythm { get; init; }

    public bool EarlyGentle { get; init; }

    public IReadOnlyList<string> Conditions { get; init; } = [];

    public double? MaxHeartRate { get; init; }

    public double? RestingHeartRate { get; init; }

    public DigestSettings Digest { get; init; } = new();

    public bool RaceMails { get; init; } = true;

    public AthleteSources Sources { get; init; } = new();

    /// <summary>Names no key, no address and no condition: a record's own text would end in a log some day.</summary>
    public override string ToString() => $"the settings of {Name}";
}

/// <summary>Where a runner's activities come from; all of them may be off.</summary>
internal sealed record AthleteSources
{
    /// <summary>The sources that are synced for the athlete, in the order of the source list.</summary>
    public IReadOnlyList<SourceName> Enabled { get; init; } = [];

    /// <summary>The athlete's secrets for sources, by setting: <c>GarminApiKey</c>.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>A watched folder; null is none.</summary>
    public string? Inbox { get; init; }

    /// <summary>ICS addresses or files. Private addresses are secrets.</summary>
    public IReadOnlyList<string> RaceCalendars { get; init; } = [];

    /// <summary>The sport of a track that names none.</summary>
    public string UntypedSport { get; init; } = "other";

    public bool IsEnabled(SourceName source) => Enabled.Contains(source);
}

/// <summary>When a runner's digest is due, in the runner's zone.</summary>
internal sealed record DigestSettings
{
    public DayOfWeek Day { get; init; } = DayOfWeek.Sunday;

    public TimeOnly Time { get; init; } = new(19, 0);

    public QuietWeeks QuietWeeks { get; init; } = QuietWeeks.Short;
}

/// <summary>What becomes of a week with nothing to say.</summary>
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
