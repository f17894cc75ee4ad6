using System.Text.Json.Serialization;

namespace ActivitySync.Configuration;

/// <summary>What came of reading settings.</summary>
/// <param name="Settings">Null if there are none. With mistakes, not to be used.</param>
/// <param name="Effective">Every setting with its value and origin; secrets hidden.</param>
/// <param name="Errors">All that is wrong.</param>
internal sealed record SettingsReadResult(
    AppSettings? Settings,
    IReadOnlyList<EffectiveSetting> Effective,
    IReadOnlyList<SettingError> Errors
);

/// <summary>One thing wrong with the settings: where, which key, and how to mend it. Never holds a secret's value.</summary>
/// <param name="Origin">The file and line, or the variable.</param>
/// <param name="Key">The setting.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
/// <param name="IsMissingSecret">Whether a secret is wanted and not there: it may be handed to the daemon alone, and other verbs do without.</param>
internal sealed record SettingError(string Origin, string Key, string Message, bool IsMissingSecret = false)
{
    public override string ToString() => Key.Length == 0 ? $"{Origin}: {Message}" : $"{Origin}: {Key}: {Message}";
}

/// <summary>A setting as <c>config show</c> tells it; a secret's value is hidden.</summary>
internal sealed record EffectiveSetting(string Key, string? Value, string Origin)
{
    [JsonIgnore]
    public bool IsSecret { get; init; }

    /// <summary>What it takes, for the list of settings: "a whole number from 1 to 7".</summary>
    [JsonIgnore]
    public string Expected { get; init; } = "text";
}
