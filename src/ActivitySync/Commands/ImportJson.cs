using System.Text.Json.Serialization;

namespace ActivitySync.Commands;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<ImportDocumentRow>))]
internal sealed partial class ImportJson : JsonSerializerContext;
