using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Advice;

/// <summary>An invalid value in a timeline document. The serializer adds the path.</summary>
/// <param name="problem">What is wrong and what was expected, without the path.</param>
internal sealed class SimulationValueException(string problem) : JsonException(problem);

/// <summary>Reads one kind of value of a timeline document and reports what was expected. Never writes.</summary>
internal abstract class SimulationConverter<T> : JsonConverter<T>
{
    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

internal sealed class SimulationNumberConverter : SimulationConverter<double>
{
    /// <summary>Reads any finite number. Devices write impossible values, and the planner ignores those.</summary>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new SimulationValueException("expected a number");
}

internal sealed class SimulationBooleanConverter : SimulationConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False
            ? reader.GetBoolean()
            : throw new SimulationValueException("expected true or false");
}

/// <summary>Reads a value that is written as text.</summary>
/// <param name="expected">The texts that are valid, for the error.</param>
internal abstract class SimulationParsingConverter<T>(string expected) : SimulationConverter<T>
{
    /// <summary>Invalid values are quoted up to this many characters.</summary>
    private const int MaxQuotedLength = 40;

    protected abstract bool TryParse(string text, out T? value);

    public sealed override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new SimulationValueException("expected text in quotation marks");
        }

        var text = reader.GetString()!;
        return TryParse(text, out var value)
            ? value
            : throw new SimulationValueException(
                $"\"{TerminalText.Sanitize(text, MaxQuotedLength)}\" is invalid; expected {expected}"
            );
    }
}

internal sealed class SimulationTextConverter() : SimulationParsingConverter<string>("text")
{
    protected override bool TryParse(string text, out string? value)
    {
        value = text;
        return true;
    }
}

internal sealed class SimulationDateConverter() : SimulationParsingConverter<DateOnly>("a date like 2026-11-23")
{
    protected override bool TryParse(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
}

internal sealed class SimulationInstantConverter()
    : SimulationParsingConverter<DateTimeOffset>("ISO 8601 with the offset, like 2026-11-22T09:00:00+01:00")
{
    protected override bool TryParse(string text, out DateTimeOffset value) => IsoInstant.TryParse(text, out value);
}

internal sealed class SimulationTimeZoneConverter()
    : SimulationParsingConverter<TimeZoneInfo>("an IANA time zone like Europe/Berlin")
{
    protected override bool TryParse(string text, out TimeZoneInfo? value) => IanaTimeZone.TryFind(text, out value);
}

internal sealed class SimulationEnumConverter<T>() : SimulationParsingConverter<T>(EnumText.ListChoices<T>())
    where T : struct, Enum
{
    protected override bool TryParse(string text, out T value) => EnumText.TryParse(text, out value);
}

/// <summary>
/// Reads <c>runner.rhythm</c>; <c>auto</c> is null: the planner derives the history from the massages.
/// </summary>
internal sealed class SimulationRhythmConverter()
    : SimulationParsingConverter<MassageHistory?>($"{Auto}, {EnumText.ListChoices<MassageHistory>()}")
{
    private const string Auto = "auto";

    protected override bool TryParse(string text, out MassageHistory? value)
    {
        var isHistory = EnumText.TryParse<MassageHistory>(text, out var history);
        value = isHistory ? history : null;
        return isHistory || text == Auto;
    }
}
