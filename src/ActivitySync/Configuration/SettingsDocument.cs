using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ActivitySync.Configuration;

/// <summary>Reads a settings file into flat keys with their line numbers.</summary>
internal static class SettingsDocument
{
    private const int MaxShownLength = 40;

    private static readonly JsonReaderOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads the file's text; comments and trailing commas are allowed. Errors are added to
    /// <paramref name="errors"/>.</summary>
    public static IReadOnlyList<SettingValue> Read(string fileName, ReadOnlySpan<byte> json, List<SettingError> errors)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble))
        {
            json = json[Encoding.UTF8.Preamble.Length..];
        }

        if (json.Trim(" \t\r\n"u8).IsEmpty)
        {
            errors.Add(
                new SettingError(
                    fileName,
                    "",
                    "is empty. Run 'activitysync setup' to create settings, or restore a copy."
                )
            );
            return [];
        }

        var lines = new LineCounter(json);
        var values = new List<SettingValue>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var path = new Stack<Level>();
        string? property = null;
        var reader = new Utf8JsonReader(json, Lenient);
        try
        {
            while (reader.Read())
            {
                if (path.Count == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
                {
                    errors.Add(
                        new SettingError(
                            $"{fileName}:{lines.GetLine(reader.TokenStartIndex)}",
                            "",
                            "expected a JSON object: {\"Athletes\": [...]}. Run 'activitysync setup' to create one."
                        )
                    );
                    return [];
                }

                if (FindEncodingError(ref reader) is { } encodingError)
                {
                    var isName = reader.TokenType == JsonTokenType.PropertyName;
                    errors.Add(
                        new SettingError(
                            $"{fileName}:{lines.GetLine(reader.TokenStartIndex)}",
                            GetKey(path, isName ? FormatName(ref reader) : property),
                            encodingError
                        )
                    );
                    property = isName ? FormatName(ref reader) : null;
                    continue;
                }

                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        property = reader.GetString();
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        path.Push(
                            new Level(
                                GetKey(path, property),
                                reader.TokenType == JsonTokenType.StartArray,
                                values.Count,
                                lines.GetLine(reader.TokenStartIndex)
                            )
                        );
                        property = null;
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        // Empty objects and arrays become values too, so that a misspelled name is reported.
                        if (path.Pop() is { Key.Length: > 0 } ended && ended.ValuesBefore == values.Count)
                        {
                            values.Add(
                                new SettingValue(
                                    ended.Key,
                                    null,
                                    ended.IsArray ? JsonValueKind.Array : JsonValueKind.Object,
                                    $"{fileName}:{ended.Line}"
                                )
                            );
                        }

                        break;
                    default:
                        var origin = $"{fileName}:{lines.GetLine(reader.TokenStartIndex)}";
                        var key = GetKey(path, property);
                        if (!seen.Add(key))
                        {
                            errors.Add(new SettingError(origin, key, "is defined twice; remove one."));
                        }

                        values.Add(new SettingValue(key, GetText(ref reader), GetKind(reader.TokenType), origin));
                        property = null;
                        break;
                }
            }
        }
        catch (JsonException exception)
        {
            errors.Add(
                new SettingError(
                    $"{fileName}:{(exception.LineNumber ?? 0) + 1}",
                    "",
                    "invalid JSON. Check for a missing comma, quote or brace just before."
                )
            );
        }

        return values;
    }

    private static string GetKey(Stack<Level> path, string? property)
    {
        if (path.Count == 0)
        {
            return "";
        }

        var level = path.Peek();
        var step = level.IsArray ? level.NextIndex() : property!;
        return level.Key.Length == 0 ? step : $"{level.Key}:{step}";
    }

    /// <summary>Describes why a text cannot be decoded, although the JSON around it is valid; null if it
    /// can.</summary>
    private static string? FindEncodingError(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String))
        {
            return null;
        }

        if (!Utf8.IsValid(reader.ValueSpan))
        {
            return "is not encoded as UTF-8. Save the file as UTF-8 in your editor.";
        }

        try
        {
            _ = reader.ValueIsEscaped ? reader.GetString() : null;
            return null;
        }
        catch (InvalidOperationException)
        {
            return "contains half a surrogate pair (a \\u escape from d800 to dfff). Use the character itself.";
        }
    }

    /// <summary>Formats a name that cannot be decoded.</summary>
    private static string FormatName(ref Utf8JsonReader reader) =>
        TerminalText.Sanitize(Encoding.UTF8.GetString(reader.ValueSpan), MaxShownLength);

    private static string? GetText(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Null => null,
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };

    private static JsonValueKind GetKind(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.String => JsonValueKind.String,
            JsonTokenType.True => JsonValueKind.True,
            JsonTokenType.False => JsonValueKind.False,
            JsonTokenType.Null => JsonValueKind.Null,
            _ => JsonValueKind.Number,
        };

    private sealed class Level(string key, bool isArray, int valuesBefore, int line)
    {
        private int _next;

        public string Key => key;

        public bool IsArray => isArray;

        /// <summary>The number of values before this object or array.</summary>
        public int ValuesBefore => valuesBefore;

        public int Line => line;

        public string NextIndex() => (_next++).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Computes line numbers (from 1) of ascending positions; reads each byte once.</summary>
    private ref struct LineCounter(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _position;
        private int _line = 1;

        public int GetLine(long position)
        {
            var end = (int)position;
            _line += _text[_position..end].Count((byte)'\n');
            _position = end;
            return _line;
        }
    }
}

/// <summary>One value as written, with its place.</summary>
/// <param name="Key">With colons: <c>Athletes:0:Email</c>.</param>
/// <param name="Text">The value as text; null is JSON's null.</param>
/// <param name="Kind">The JSON kind; undefined for text of the environment, which is converted as needed.</param>
/// <param name="Origin">The place: <c>appsettings.json:12</c> or <c>environment</c>.</param>
internal sealed record SettingValue(string Key, string? Text, JsonValueKind Kind, string Origin)
{
    public SettingLayer Layer { get; init; } = SettingLayer.File;
}
