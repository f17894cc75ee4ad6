using System.Text.Json;
using System.Text.Json.Serialization;
using ActivitySync.Data;

namespace ActivitySync.Logbook;

/// <summary>What a change removed from the database and added to it. A row that it changed is in both.</summary>
/// <param name="Removed">The rows as they were before.</param>
/// <param name="Added">The rows as they were after.</param>
internal sealed record UndoStep(IReadOnlyList<LogbookRow> Removed, IReadOnlyList<LogbookRow> Added)
{
    [JsonIgnore]
    public bool IsEmpty => Removed.Count == 0 && Added.Count == 0;

    /// <summary>Compares an athlete's rows before and after a change.</summary>
    public static UndoStep Create(IReadOnlyList<LogbookRow> before, IReadOnlyList<LogbookRow> after) =>
        new([.. before.Except(after)], [.. after.Except(before)]);

    public string ToPayload() => JsonSerializer.Serialize(this, UndoJson.Default.UndoStep);

    /// <summary>Parses a stored step; null if another version wrote it or it is damaged.</summary>
    public static UndoStep? FindStep(string payload)
    {
        try
        {
            return
                JsonSerializer.Deserialize(payload, UndoJson.Default.UndoStep)
                    is { Removed: { } removed, Added: { } added } step
                && removed
                    .Concat(added)
                    .All(row => row is { Values: not null, IsComplete: true } && !row.Values.Contains(null!))
                ? step
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
)]
[JsonSerializable(typeof(UndoStep))]
internal sealed partial class UndoJson : JsonSerializerContext;
