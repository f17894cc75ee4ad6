using ActivitySync.Recovery;

namespace ActivitySync.Settings;

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

    public string? GarminApiKey { get; init; }

    /// <summary>Names no key, no address and no condition: a record's own text would end in a log some day.</summary>
    public override string ToString() => $"the settings of {Name}";
}
