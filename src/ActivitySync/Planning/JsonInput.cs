using System.Globalization;
using System.Text.Json;

namespace ActivitySync.Planning;

/// <summary>Parses the bytes of a document and tells where they are no JSON.</summary>
internal static class JsonInput
{
    /// <summary>The one value that the bytes hold; the caller disposes it before the bytes change.</summary>
    /// <exception cref="DocumentException">They are no JSON; the line counts from the first byte.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, TimelineDocument.Options);
        }
        catch (JsonException trouble)
        {
            throw Problem(trouble);
        }
    }

    /// <summary>How many bytes the first value takes, with the blanks before and behind it.</summary>
    /// <exception cref="DocumentException">The bytes do not begin with a value.</exception>
    public static int LengthOfFirst(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(
                utf8, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = TimelineDocument.Options.MaxDepth });
            reader.Read();
            reader.Skip();
            var length = (int)reader.BytesConsumed;
            while (length < utf8.Length && utf8[length] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') length++;
            return length;
        }
        catch (JsonException trouble)
        {
            throw Problem(trouble);
        }
    }

    /// <summary>Whether more text could still make one value of it.</summary>
    public static bool CanBeContinued(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(
                utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = TimelineDocument.Options.MaxDepth }));
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static DocumentException Problem(JsonException trouble) => new(
        "",
        string.Create(
            CultureInfo.InvariantCulture,
            $"not valid JSON at line {(trouble.LineNumber ?? 0) + 1}, column {(trouble.BytePositionInLine ?? 0) + 1}"));
}
