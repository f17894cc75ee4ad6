using System.Text.Json;

namespace ActivitySync.Settings;

/// <summary>One value as it was written, and where.</summary>
/// <param name="Key">With colons: <c>Athletes:0:Email</c>.</param>
/// <param name="Text">The value as text; null is JSON's null.</param>
/// <param name="Kind">What it is in the file; undefined for text of the environment, which may become anything.</param>
/// <param name="Origin">For people: <c>appsettings.json:12</c> or <c>environment</c>.</param>
internal sealed record SettingValue(string Key, string? Text, JsonValueKind Kind, string Origin);
