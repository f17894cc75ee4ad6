using System.Globalization;
using System.Text.Json;

namespace ActivitySync.Advice;

/// <summary>Parses the bytes of a document and tells where they are no JSON.</summary>
internal static class SimulationJson
{
    /// <summary>The one value that the bytes hold; the caller disposes it before the bytes change.</summary>
    /// <exception cref="SimulationDocumentException">They are no JSON; the line counts from the first byte.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, SimulationDocument.Options);
        }
        catch (JsonException exception)
        {
            throw CreateException(exception);
        }
    }

    /// <summary>How many bytes the first value takes, with the blanks before and behind it.</summary>
    /// <exception cref="SimulationDocumentException">The bytes do not begin with a value.</exception>
    public static int GetFirstValueLength(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(
                utf8,
                new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = SimulationDocument.Options.MaxDepth }
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

    /// <summary>Whether more text could still make one value of it.</summary>
    public static bool CanBeContinued(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(
                utf8,
                isFinalBlock: false,
                new JsonReaderState(new JsonReaderOptions { MaxDepth = SimulationDocument.Options.MaxDepth })
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
                $"not valid JSON at line {(exception.LineNumber ?? 0) + 1}, column {(exception.BytePositionInLine ?? 0) + 1}"
            )
        );
}
