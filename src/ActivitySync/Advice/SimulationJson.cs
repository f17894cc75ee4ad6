using System.Globalization;
using System.Text.Json;

namespace ActivitySync.Advice;

/// <summary>Splits the input of <c>simulate</c> into JSON values and reports where the JSON is invalid.</summary>
internal static class SimulationJson
{
    /// <summary>A list of timelines nests five deep; deeper input is refused.</summary>
    public const int MaxDepth = 16;

    /// <summary>Parses bytes that contain exactly one value. Dispose the document before the bytes change.</summary>
    /// <exception cref="SimulationDocumentException">The JSON is invalid; lines count from the first byte.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException exception)
        {
            throw CreateException(exception);
        }
    }

    /// <summary>Returns the length in bytes of the first value, including the white space around it.</summary>
    /// <exception cref="SimulationDocumentException">The bytes do not start with a value.</exception>
    public static int GetFirstValueLength(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(
                utf8,
                new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth }
            );
            reader.Read();
            reader.Skip();
            var length = (int)reader.BytesConsumed;
            while (length < utf8.Length && utf8[length] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                length++;
            }

            return length;
        }
        catch (JsonException exception)
        {
            throw CreateException(exception);
        }
    }

    /// <summary>Returns whether the bytes are the beginning of one value.</summary>
    public static bool CanBeContinued(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(
                utf8,
                isFinalBlock: false,
                new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth })
            );
            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static SimulationDocumentException CreateException(JsonException exception) =>
        new(
            "",
            string.Create(
                CultureInfo.InvariantCulture,
                $"not valid JSON at line {(exception.LineNumber ?? 0) + 1}, "
                    + $"column {(exception.BytePositionInLine ?? 0) + 1}"
            )
        );
}
