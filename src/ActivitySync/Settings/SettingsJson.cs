using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActivitySync.Settings;

/// <summary>The settings in force as JSON, for <c>config show --json</c>.</summary>
internal static partial class SettingsJson
{
    public static string Write(IReadOnlyList<SettingInForce> settings) => JsonSerializer.Serialize(settings, Context.Default.IReadOnlyListSettingInForce);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(IReadOnlyList<SettingInForce>))]
    private sealed partial class Context : JsonSerializerContext;
}
