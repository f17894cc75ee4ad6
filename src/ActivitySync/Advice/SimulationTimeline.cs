using System.Text.Json.Serialization;
using ActivitySync.Recovery;

namespace ActivitySync.Advice;

/// <summary>
/// A timeline document as it is written. Every property may be null, since null is the same as missing;
/// <see cref="SimulationDocument"/> applies the defaults and checks the required ones.
/// </summary>
internal sealed record SimulationTimeline(
    DateOnly? AsOf,
    SimulationAthlete? Runner,
    IReadOnlyList<SimulationActivity?>? Activities,
    IReadOnlyList<SimulationLabel?>? Labels,
    IReadOnlyList<SimulationRace?>? Races,
    IReadOnlyList<SimulationMassage?>? Massages,
    IReadOnlyList<SimulationMassage?>? Slots,
    IReadOnlyList<SimulationPain?>? Pains,
    IReadOnlyList<SimulationIllness?>? Illness,
    IReadOnlyList<SimulationPlannedSession?>? Planned
);

internal sealed record SimulationAthlete(
    TimeZoneInfo? TimeZone,
    Budget? Budget,
    [property: JsonConverter(typeof(SimulationRhythmConverter))] MassageHistory? Rhythm,
    IReadOnlyList<string?>? Conditions,
    bool? EarlyGentle,
    double? RestingHeartRate,
    double? MaxHeartRate
);

internal sealed record SimulationActivity(
    string? Id,
    DateTimeOffset? Start,
    string? Sport,
    string? Name,
    double? DistanceMeters,
    double? MovingSeconds,
    double? ElapsedSeconds,
    double? AverageHeartRate,
    double? MaxHeartRate,
    double? AscentMeters,
    double? DescentMeters,
    double? PerceivedExertion,
    SourceTag? SourceTag,
    bool? DeviceRace
);

internal sealed record SimulationLabel(string? Activity, AthleteLabelKind? Label, Importance? Importance);

internal sealed record SimulationRace(DateOnly? Date, string? Name, double? DistanceMeters, Importance? Importance);

/// <summary>A past massage or a booked one.</summary>
internal sealed record SimulationMassage(DateOnly? Date, MassageKind? Kind);

internal sealed record SimulationPain(
    DateOnly? Date,
    string? Area,
    double? Severity,
    IReadOnlyList<string?>? Signs,
    DateOnly? ResolvedOn
);

internal sealed record SimulationIllness(DateOnly? Date, string? Kind);

internal sealed record SimulationPlannedSession(DateOnly? Date, PlannedSessionKind? Kind);

/// <summary>Reads timeline documents strictly: unknown and repeated fields are errors.</summary>
[JsonSerializable(typeof(SimulationTimeline))]
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = SimulationJson.MaxDepth,
    Converters = [
        typeof(SimulationTextConverter),
        typeof(SimulationNumberConverter),
        typeof(SimulationBooleanConverter),
        typeof(SimulationDateConverter),
        typeof(SimulationInstantConverter),
        typeof(SimulationTimeZoneConverter),
        typeof(SimulationEnumConverter<Budget>),
        typeof(SimulationEnumConverter<SourceTag>),
        typeof(SimulationEnumConverter<AthleteLabelKind>),
        typeof(SimulationEnumConverter<Importance>),
        typeof(SimulationEnumConverter<MassageKind>),
        typeof(SimulationEnumConverter<PlannedSessionKind>),
    ]
)]
internal sealed partial class SimulationContext : JsonSerializerContext;
