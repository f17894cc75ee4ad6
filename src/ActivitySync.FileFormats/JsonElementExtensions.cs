using System.Text.Json;

namespace ActivitySync.FileFormats;

/// <summary>
/// Reads fields that may be missing, null, or of an unexpected type; such a field is unknown, not an error.
/// </summary>
internal static class JsonElementExtensions
{
    /// <summary>Empty if unknown.</summary>
    public static string GetTextOrEmpty(this JsonElement element, string name)
    {
        try
        {
            return FindField(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            return ""; // half of a surrogate pair
        }
    }

    public static double? GetNumberOrNull(this JsonElement element, string name) =>
        FindField(element, name) is { ValueKind: JsonValueKind.Number } number
        && number.TryGetDouble(out var value)
        && double.IsFinite(value)
            ? value
            : null;

    /// <summary>A number; null if it is negative.</summary>
    public static double? GetNonNegativeOrNull(this JsonElement element, string name) =>
        element.GetNumberOrNull(name) is >= 0 and var amount ? amount : null;

    public static bool? GetFlagOrNull(this JsonElement element, string name) =>
        FindField(element, name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>An id as its digits, however large; empty if unknown.</summary>
    public static string GetIdOrEmpty(this JsonElement element, string name)
    {
        var field = FindField(element, name);
        var digits = field.ValueKind == JsonValueKind.Number ? field.GetRawText() : element.GetTextOrEmpty(name);
        return digits.Length is > 0 and <= MaxIdDigits && digits.All(char.IsAsciiDigit) ? digits : "";
    }

    // A 64-bit number has 20 digits; anything much longer is not an id.
    private const int MaxIdDigits = 24;

    private static JsonElement FindField(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) ? field : default;
}
