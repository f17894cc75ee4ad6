using System.Text.Json;
using System.Text.Json.Serialization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Hosting;

/// <summary>The state of the daemon and its work, as <c>status --json</c> and <c>/health</c> print it.</summary>
/// <param name="Findings">The problems; empty if there are none.</param>
/// <param name="Sources">Each athlete's sources.</param>
/// <param name="NextDigest">When the next digest is due, in its athlete's zone; null without athletes.</param>
/// <param name="Outbox">The mails that are waiting or have failed.</param>
internal sealed record Health(
    [property: JsonIgnore] IReadOnlyList<Finding> Findings,
    IReadOnlyList<SourceHealth> Sources,
    DateTimeOffset? NextDigest,
    OutboxHealth Outbox
)
{
    [JsonPropertyOrder(-2)]
    public bool Healthy => Findings.Count == 0;

    /// <summary>The problems, one line each.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<string> Reasons => [.. Findings.Select(finding => finding.Line)];

    /// <summary>The problems that people get to see: the first ones, and how many more there are.</summary>
    public IEnumerable<string> GetShownReasons() =>
        ShownList.Limit(Reasons, "Run 'activitysync status --json' to see all.");

    /// <summary>
    /// The sources that people get to see: all, or those with the gravest state, and how many more there are.
    /// </summary>
    public (IReadOnlyList<SourceHealth> Sources, int More) GetShownSources() =>
        Sources.Count <= ShownList.MaxEntries
            ? (Sources, 0)
            : (
                [.. Sources.OrderBy(source => source.Gravity).Take(ShownList.MaxEntries)],
                Sources.Count - ShownList.MaxEntries
            );

    /// <summary>The same state for pages that anybody may open: without names of files, titles and notes.</summary>
    public Health ForPage() =>
        this with
        {
            Findings = [.. Findings.Select(finding => finding with { Line = finding.PageLine })],
            Sources =
            [
                .. Sources.Select(source => source with { Line = source.Line is null ? null : SourceHealth.PageLine }),
            ],
        };

    /// <summary>Whether the database cannot be read or written, so that only this problem is known.</summary>
    [JsonIgnore]
    public bool IsUnknown { get; init; }
}

/// <summary>The state of one source of one athlete.</summary>
/// <param name="Athlete">The athlete's name.</param>
/// <param name="Source">The source.</param>
/// <param name="Outcome">The result of the last attempt; null if there was none.</param>
/// <param name="LastTry">The time of the last attempt.</param>
/// <param name="LastSuccess">The time up to which the source has been read; null if never.</param>
/// <param name="RetryAt">The source is not requested before; null for no limit.</param>
/// <param name="Line">The problem and what to do; null if there is none.</param>
internal sealed record SourceHealth(
    string Athlete,
    string Source,
    string? Outcome,
    DateTimeOffset? LastTry,
    DateTimeOffset? LastSuccess,
    DateTimeOffset? RetryAt,
    string? Line
)
{
    /// <summary>0 if a person has to act, then failures, then what was never synced, and what works last.</summary>
    [JsonIgnore]
    public int Gravity =>
        !EnumText.TryParse<SourceOutcome>(Outcome ?? "", out var outcome) ? 2
        : outcome is SourceOutcome.ActionNeeded or SourceOutcome.Misconfigured ? 0
        : outcome == SourceOutcome.Complete ? 3
        : 1;

    /// <summary>What pages that anybody may open show of a line.</summary>
    public const string PageLine = "it has a message. Run 'activitysync status' to see it.";
}

/// <summary>The number of mails in the outbox.</summary>
/// <param name="Waiting">Due and not delivered yet.</param>
/// <param name="Failed">Failed, or delivery unknown, in the last seven days.</param>
internal sealed record OutboxHealth(int Waiting, int Failed);

[JsonSerializable(typeof(Health))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class HealthJson : JsonSerializerContext
{
    public static string Serialize(Health health) => JsonSerializer.Serialize(health, Default.Health);
}
