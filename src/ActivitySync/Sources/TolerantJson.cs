using System.Text.Json;

namespace ActivitySync.Sources;

/// <summary>Reads fields that may be missing, null, or of another kind than promised: such a field is unknown, no error.</summary>
internal static class TolerantJson
{
    /// <summary>Empty if unknown.</summary>
    public static string Text(this JsonElement holder, string name)
    {
        try
        {
            return Field(holder, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            return ""; // half of a character pair
        }
    }

    public static double? Number(this JsonElement holder, string name) =>
        Field(holder, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : null;

    /// <summary>A number that means nothing below zero.</summary>
    public static double? Amount(this JsonElement holder, string name) => holder.Number(name) is >= 0 and var amount ? amount : null;

    public static bool? Flag(this JsonElement holder, string name) => Field(holder, name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>An id as its digits, however large; empty if unknown.</summary>
    public static string Id(this JsonElement holder, string name)
    {
        var field = Field(holder, name);
        var digits = field.ValueKind == JsonValueKind.Number ? field.GetRawText() : holder.Text(name);
        return digits.Length is > 0 and <= MaxIdDigits && digits.All(char.IsAsciiDigit) ? digits : "";
    }

    // Enough for 64 and a few more bits; anything longer is no id.
    private const int MaxIdDigits = 24;

    private static JsonElement Field(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var field) ? field : default;
}
