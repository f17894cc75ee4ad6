using System.Globalization;
using System.Text.Json;

namespace ActivitySync.Settings;

/// <summary>
/// Hands out typed values by key and collects every mistake. What was asked for is what exists: a key nobody asked for is unknown.
/// </summary>
internal sealed class SettingsReader(IEnumerable<SettingValue> values, List<SettingMistake> mistakes)
{
    private const string Hidden = "(hidden)";
    private const string ListOfTexts = "a list of texts";

    /// <summary>Lists of sections; those of texts are known by their keys.</summary>
    private static readonly string[] Lists = ["Athletes"];

    private delegate bool TryParse<T>(string text, out T value);

    private readonly Dictionary<string, SettingValue> _values = Latest(values);
    private readonly List<SettingInForce> _inForce = [];

    /// <summary>Every key asked for, in order, with the value in force; secrets are hidden.</summary>
    public IReadOnlyList<SettingInForce> InForce => _inForce;

    /// <param name="key">The setting.</param>
    /// <param name="otherwise">What holds where nothing stands; null is nothing.</param>
    /// <param name="secret">Its value is never shown.</param>
    /// <param name="required">It has to stand.</param>
    /// <param name="takes">What it takes, for the list of settings.</param>
    /// <param name="digits">Text of digits alone may stand without quotes.</param>
    public string? Text(string key, string? otherwise = null, bool secret = false, bool required = false, string takes = "text", bool digits = false)
    {
        var value = Find(key);
        var text = value is null || string.IsNullOrWhiteSpace(value.Text) ? otherwise : value.Text.Trim();
        CheckQuotes(key, value, digits);
        if (text is null && required) Complain(key, "is missing.");
        if (text?.Any(char.IsControl) == true) Complain(key, "has a control character in it (\\u0000 to \\u001f, a line break); leave it out.");
        return Note(key, text, value, takes, secret);
    }

    /// <summary>Text that may be empty on purpose.</summary>
    public string TextOrEmpty(string key, string otherwise, string takes)
    {
        var value = Find(key);
        CheckQuotes(key, value, digits: false);
        return Note(key, value?.Text?.Trim() ?? otherwise, value, takes)!;
    }

    public int Number(string key, int otherwise, int least, int most) =>
        Parsed(
            key,
            otherwise,
            $"a whole number from {least} to {most}",
            JsonValueKind.Number,
            (text, out number) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
                && number >= least && number <= most,
            otherwise.ToString(CultureInfo.InvariantCulture));

    public double? Decimal(string key, double least, double most, string? shownOtherwise = null) =>
        Parsed<double?>(
            key,
            null,
            double.IsFinite(most - least) ? $"a number from {least} to {most}" : "a number",
            JsonValueKind.Number,
            (text, out number) =>
            {
                var readable = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed);
                number = parsed;
                return readable && parsed >= least && parsed <= most;
            },
            shownOtherwise);

    public bool Flag(string key, bool otherwise) =>
        Parsed(key, otherwise, "true or false, without quotes", JsonValueKind.True, bool.TryParse, otherwise ? "true" : "false");

    /// <summary>One of a few words.</summary>
    public T Choice<T>(string key, T otherwise, IReadOnlyDictionary<string, T> words) =>
        Parsed(
            key,
            otherwise,
            $"one of {string.Join(", ", words.Keys.Select(word => $"\"{word}\""))}",
            JsonValueKind.String,
            (text, out chosen) =>
            {
                var word = words.Keys.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
                chosen = word is null ? otherwise : words[word];
                return word is not null;
            },
            words.First(pair => Equals(pair.Value, otherwise)).Key);

    public TimeOnly TimeOfDay(string key, TimeOnly otherwise) =>
        Parsed(
            key,
            otherwise,
            "a time of day, \"19:00\"",
            JsonValueKind.String,
            (text, out time) => TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time),
            otherwise.ToString("HH:mm", CultureInfo.InvariantCulture));

    public Uri? Address(string key, Uri? otherwise, bool secret = false)
    {
        const string takes = "an address that begins with http:// or https://";
        var value = Find(key);
        CheckQuotes(key, value, digits: false);
        if (string.IsNullOrWhiteSpace(value?.Text))
        {
            Note(key, otherwise?.ToString().TrimEnd('/'), value, takes, secret);
            return otherwise;
        }

        Note(key, value.Text, value, takes, secret);
        if (Uri.TryCreate(value.Text.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") return uri;
        if (value.Kind is JsonValueKind.String or JsonValueKind.Undefined) Complain(key, $"wants {takes}.");
        return otherwise;
    }

    /// <summary>The elements of a list of texts.</summary>
    public IReadOnlyList<string> Texts(string key, bool secret = false)
    {
        if (Find(key) is { Kind: not (JsonValueKind.Null or JsonValueKind.Array or JsonValueKind.Object) }) Complain(key, "wants a list: [\"…\"].");
        var texts = Indices(key).Select(index => Text($"{key}:{index}", secret: secret)).OfType<string>().ToList();
        if (texts.Count == 0) _inForce.Add(new SettingInForce(key, "[]", "default") { IsSecret = secret, Takes = ListOfTexts });
        return texts;
    }

    /// <summary>The indices that stand below a list's key, rising.</summary>
    public IReadOnlyList<int> Indices(string key) => _values.Keys
        .Where(name => name.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
        .Select(name => name[(key.Length + 1)..].Split(':')[0])
        .Select(step => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1)
        .Where(index => index >= 0)
        .Distinct()
        .Order()
        .ToList();

    /// <summary>A folder's path, whether it is there or not.</summary>
    public string? Folder(string key, string? otherwise = null)
    {
        var folder = Text(key, otherwise, takes: "a folder");
        if (File.Exists(folder)) Complain(key, $"\"{folder}\" is a file; name a folder.");
        return folder;
    }

    /// <summary>Adds a mistake at a key; the origin is where the value was written.</summary>
    public void Complain(string key, string text) =>
        mistakes.Add(new SettingMistake(Find(key)?.Origin ?? "settings", key, text));

    /// <summary>Complains of a secret that is wanted and not there.</summary>
    public void Miss(string key, string text) => mistakes.Add(new SettingMistake("settings", key, text, IsAbsentSecret: true));

    /// <summary>Complains of every key that nobody asked for, with the nearest that exists.</summary>
    public void RefuseUnknownKeys()
    {
        var known = _inForce.Select(setting => setting.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var texts = _inForce.Where(setting => setting.Takes == ListOfTexts).Select(setting => setting.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var value in _values.Values.Where(value => value.Key.Length > 0))
        {
            if (known.Contains(value.Key))
            {
                var form = texts.Contains(value.Key) ? JsonValueKind.Array : JsonValueKind.Null;
                if (value.Kind is JsonValueKind.Object or JsonValueKind.Array && value.Kind != form) Complain(value.Key, $"wants {Takes(value.Key)}.");
                continue;
            }

            // A section or a list may stand empty, or as null.
            var isList = Lists.Contains(value.Key, StringComparer.OrdinalIgnoreCase);
            if (value.Kind == JsonValueKind.Null && (isList || known.Any(key => IsBelow(key, value.Key)))) continue;
            if (value.Kind == JsonValueKind.Array && isList) continue;
            if (value.Kind == JsonValueKind.Object && !isList && known.Any(key => IsBelow(key, value.Key))) continue;
            mistakes.Add(new SettingMistake(value.Origin, value.Key, Unknown(value, known)));
        }
    }

    private static string Unknown(SettingValue value, HashSet<string> known)
    {
        if (Lists.FirstOrDefault(list => value.Key.Equals(list, StringComparison.OrdinalIgnoreCase) || IsBelow(value.Key, list)) is { } name
            && (value.Key.Length == name.Length || !char.IsAsciiDigit(value.Key[name.Length + 1])))
        {
            return $"{name} wants a list of braces: [{{…}}].";
        }

        if (known.Any(key => key.StartsWith(value.Key + ":", StringComparison.OrdinalIgnoreCase))) return "is a section; it wants braces with settings in them.";
        if (known.FirstOrDefault(key => IsBelow(value.Key, key)) is { } single) return $"{single} is one value, with nothing below it.";
        return KnownKeys.Instead(value.Key, known);
    }

    private static bool IsBelow(string key, string above) => key.StartsWith(above + ":", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, SettingValue> Latest(IEnumerable<SettingValue> values)
    {
        var latest = new Dictionary<string, SettingValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values) latest[value.Key] = value;
        return latest;
    }

    private string Takes(string key) => _inForce.First(setting => setting.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Takes;

    private SettingValue? Find(string key) => _values.GetValueOrDefault(key);

    private void CheckQuotes(string key, SettingValue? value, bool digits)
    {
        if (value is { Kind: JsonValueKind.True or JsonValueKind.False } || (value is { Kind: JsonValueKind.Number } && !digits))
            Complain(key, "wants text in quotes.");
    }

    private T Parsed<T>(string key, T otherwise, string takes, JsonValueKind kind, TryParse<T> parse, string? shownOtherwise)
    {
        var value = Find(key);
        Note(key, value?.Text ?? shownOtherwise, value, takes);
        if (value?.Text is null) return otherwise;
        if (IsKind(value, kind) && parse(value.Text.Trim(), out var parsed)) return parsed;
        Complain(key, $"\"{value.Text}\": wants {takes}.");
        return otherwise;
    }

    private static bool IsKind(SettingValue value, JsonValueKind kind) =>
        value.Kind == JsonValueKind.Undefined || value.Kind == kind || (kind == JsonValueKind.True && value.Kind == JsonValueKind.False);

    private string? Note(string key, string? text, SettingValue? value, string takes, bool secret = false)
    {
        var shown = text is not null && secret ? Hidden : text;
        _inForce.Add(new SettingInForce(key, shown, value?.Text is null ? "default" : value.Origin) { IsSecret = secret, Takes = takes });
        return text;
    }
}
