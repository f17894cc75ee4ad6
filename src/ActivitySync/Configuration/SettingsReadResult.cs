using System.Text.Json.Serialization;

namespace ActivitySync.Configuration;

/// <summary>The result of reading settings.</summary>
/// <param name="Settings">The settings; null if none exist. Not to be used if there are errors.</param>
/// <param name="Effective">Every setting with its value and origin; secrets are hidden.</param>
/// <param name="Errors">All errors.</param>
internal sealed record SettingsReadResult(
    AppSettings? Settings,
    IReadOnlyList<EffectiveSetting> Effective,
    IReadOnlyList<SettingError> Errors
);

/// <summary>One error in the settings. Never contains a secret.</summary>
/// <param name="Origin">The file and line, or the variable.</param>
/// <param name="Key">The setting.</param>
/// <param name="Message">The problem and its fix.</param>
/// <param name="IsMissingSecret">Whether a secret is missing. It may be available to the daemon only, so that commands
/// which don't need it ignore this error.</param>
internal sealed record SettingError(string Origin, string Key, string Message, bool IsMissingSecret = false)
{
    public override string ToString() => Key.Length == 0 ? $"{Origin}: {Message}" : $"{Origin}: {Key}: {Message}";
}

/// <summary>A setting with its effective value, as <c>config show</c> prints it; a secret is hidden.</summary>
internal sealed record EffectiveSetting(string Key, string? Value, string Origin)
{
    [JsonIgnore]
    public bool IsSecret { get; init; }

    /// <summary>The expected value, for messages and documentation: "a whole number from 1 to 7".</summary>
    [JsonIgnore]
    public string Expected { get; init; } = "text";
}
