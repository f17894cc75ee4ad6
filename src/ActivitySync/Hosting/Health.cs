using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActivitySync.Hosting;

/// <summary>How the daemon and its work are; what <c>status --json</c> prints.</summary>
/// <param name="Healthy">Whether there is no reason to look.</param>
/// <param name="Reasons">What a person should look at, a line each.</param>
/// <param name="Sources">Each runner's sources.</param>
/// <param name="NextDigest">When the next digest is due, in its runner's zone; null without a runner.</param>
/// <param name="Outbox">The mails that are not done with.</param>
internal sealed record Health(
    bool Healthy,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<SourceHealth> Sources,
    DateTimeOffset? NextDigest,
    OutboxHealth Outbox
)
{
    /// <summary>The store cannot be read or written, so nothing is known but that.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsUnknown { get; init; }
}

/// <summary>How one source of one runner is.</summary>
/// <param name="Athlete">The runner.</param>
/// <param name="Source">The source.</param>
/// <param name="Outcome">How the last try ended; null if there was none.</param>
/// <param name="LastTry">When it was.</param>
/// <param name="LastSuccess">Up to when the source is known; null if it never answered.</param>
/// <param name="RetryAt">It is not asked before; null is any time.</param>
/// <param name="Line">What to do; null if all is well.</param>
internal sealed record SourceHealth(
    string Athlete,
    string Source,
    string? Outcome,
    DateTimeOffset? LastTry,
    DateTimeOffset? LastSuccess,
    DateTimeOffset? RetryAt,
    string? Line
);

/// <summary>The backlog of mails.</summary>
/// <param name="Waiting">Due and not delivered yet.</param>
/// <param name="Failed">Failed, or perhaps lost, in the last seven days.</param>
internal sealed record OutboxHealth(int Waiting, int Failed);

[JsonSerializable(typeof(Health))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class HealthJson : JsonSerializerContext
{
    public static string Serialize(Health health) => JsonSerializer.Serialize(health, Default.Health);
}
