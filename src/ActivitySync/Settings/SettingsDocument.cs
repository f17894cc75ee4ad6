using System.Text;
using System.Text.Json;

namespace ActivitySync.Settings;

/// <summary>A settings file as flat keys that remember their line.</summary>
internal static class SettingsDocument
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the file's text. Comments and trailing commas are welcome.</summary>
    public static IReadOnlyList<SettingValue> Read(string fileName, ReadOnlySpan<byte> json, List<SettingMistake> mistakes)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];
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
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        property = reader.GetString();
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        path.Push(new Level(KeyHere(path, property), reader.TokenType == JsonTokenType.StartArray, values.Count, lines.LineAt(reader.TokenStartIndex)));
                        property = null;
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        // An empty one stands as nothing, so that a mistyped name is seen all the same.
                        if (path.Pop() is { Key.Length: > 0 } ended && ended.ValuesBefore == values.Count) values.Add(new SettingValue(ended.Key, null, JsonValueKind.Null, $"{fileName}:{ended.Line}"));
                        break;
                    default:
                        var origin = $"{fileName}:{lines.LineAt(reader.TokenStartIndex)}";
                        var key = KeyHere(path, property);
                        if (!seen.Add(key)) mistakes.Add(new SettingMistake(origin, key, "stands twice; keep one."));
                        values.Add(new SettingValue(key, TextOf(ref reader), KindOf(reader.TokenType), origin));
                        property = null;
                        break;
                }
            }
        }
        catch (JsonException trouble)
        {
            mistakes.Add(new SettingMistake($"{fileName}:{(trouble.LineNumber ?? 0) + 1}", "", "this is not JSON; look for a missing comma, quote or brace just before."));
        }

        return values;
    }

    private static string KeyHere(Stack<Level> path, string? property)
    {
        if (path.Count == 0) return "";
        var level = path.Peek();
        var step = level.IsArray ? level.NextIndex() : property!;
        return level.Key.Length == 0 ? step : $"{level.Key}:{step}";
    }

    private static string? TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => null,
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
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

        /// <summary>How many values stood before it began.</summary>
        public int ValuesBefore => valuesBefore;

        public int Line => line;

        public string NextIndex() => (_next++).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Line numbers of rising positions, each byte looked at once.</summary>
    private ref struct LineCounter(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _at;
        private int _line = 1;

        public int LineAt(long position)
        {
            var end = (int)position;
            _line += _text[_at..end].Count((byte)'\n');
            _at = end;
            return _line;
        }
    }
}
