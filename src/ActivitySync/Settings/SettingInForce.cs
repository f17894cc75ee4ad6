using System.Text.Json.Serialization;

namespace ActivitySync.Settings;

/// <summary>A setting as <c>config show</c> tells it; a secret's value is hidden.</summary>
internal sealed record SettingInForce(string Key, string? Value, string Origin)
{
    [JsonIgnore]
    public bool IsSecret { get; init; }

    /// <summary>What it takes, for the list of settings: "a whole number from 1 to 7".</summary>
    [JsonIgnore]
    public string Takes { get; init; } = "text";
}
