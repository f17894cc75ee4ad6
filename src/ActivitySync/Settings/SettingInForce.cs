namespace ActivitySync.Settings;

/// <summary>A setting as <c>config show</c> tells it; a secret's value is hidden.</summary>
internal sealed record SettingInForce(string Key, string? Value, string Origin);
