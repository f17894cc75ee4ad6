using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActivitySync.Operations;

[JsonSerializable(typeof(Health))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class HealthJson : JsonSerializerContext
{
    public static string Write(Health health) => JsonSerializer.Serialize(health, Default.Health);
}
