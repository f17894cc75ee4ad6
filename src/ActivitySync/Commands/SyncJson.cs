using System.Text.Json.Serialization;

namespace ActivitySync.Commands;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<SyncDocumentRow>))]
internal sealed partial class SyncJson : JsonSerializerContext;
