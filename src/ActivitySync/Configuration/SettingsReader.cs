using System.Globalization;
using System.Text.Json;

namespace ActivitySync.Configuration;

/// <summary>
/// Hands out typed values by key and collects every mistake. What was asked for is what exists: a key nobody asked for is unknown.
/// </summary>
internal sealed class SettingsReader(IEnumerable<SettingValue> values, List<SettingError> mistakes)
{
    private const string Hidden = "(hidden)";
    private const string TextList = "a list of texts";

    /// <summary>Lists of sections; those of texts are known by their keys.</summary>
    private static readonly string[] Lists = ["Athletes"];

    private delegate bool ValueParser<T>(string text, out T value);

    private readonly Dictionary<string, SettingValue> _values = GetLatest(values);
    private readonly List<EffectiveSetting> _effective = [];

    /// <summary>Every key asked for, in order, with the value in force; secrets are hidden.</summary>
    public IReadOnlyList<EffectiveSetting> Effective => _effective;

    /// <param name="key">The setting.</param>
    /// <param name="defaultValue">What holds where nothing stands; null is nothing.</param>
    /// <param name="isSecret">Its value is never shown.</param>
    /// <param name="isRequired">It has to stand.</param>
    /// <param name="expected">What it takes, for the list of settings.</param>
    /// <param name="allowDigits">Text of digits alone may stand without quotes.</param>
    public string? GetText(
        string key,
        string? defaultValue = null,
        bool isSecret = false,
        bool isRequired = false,
        string expected = "text",
        bool allowDigits = false
    )
    {
        var value = Find(key);
        var text = value is null || string.IsNullOrWhiteSpace(value.Text) ? defaultValue : value.Text.Trim();
        CheckQuotes(key, value, allowDigits);
        if (text is null && isRequired)
        {
            AddError(key, "is missing.");
        }

        if (text?.Any(char.IsControl) == true)
        {
            AddError(key, "has a control character in it (\\u0000 to \\u001f, a line break); leave it out.");
        }

        return AddEffective(key, text, value, expected, isSecret);
    }

    /// <summary>Text that may be empty on purpose.</summary>
    public string GetTextOrEmpty(string key, string defaultValue, string expected)
    {
        var value = Find(key);
        CheckQuotes(key, value, allowDigits: false);
        return AddEffective(key, value?.Text?.Trim() ?? defaultValue, value, expected)!;
    }

    public int GetNumber(string key, int defaultValue, int min, int max) =>
        GetParsed(
            key,
            defaultValue,
            $"a whole number from {min} to {max}",
            JsonValueKind.Number,
            (text, out number) =>
                int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
                && number >= min
                && number <= max,
            defaultValue.ToString(CultureInfo.InvariantCulture)
        );

    public double? GetDecimal(string key, double min, double max, string? shownDefault = null) =>
        GetParsed<double?>(
            key,
            null,
            double.IsFinite(max - min) ? $"a number from {min} to {max}" : "a number",
            JsonValueKind.Number,
            (text, out number) =>
            {
                var readable = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed);
                number = parsed;
                return readable && parsed >= min && parsed <= max;
            },
            shownDefault
        );

    public bool GetFlag(string key, bool defaultValue) =>
        GetParsed(
            key,
            defaultValue,
            "true or false, without quotes",
            JsonValueKind.True,
            bool.TryParse,
            defaultValue ? "true" : "false"
        );

    /// <summary>One of a few words.</summary>
    public T GetChoice<T>(string key, T defaultValue, IReadOnlyDictionary<string, T> choices) =>
        GetParsed(
            key,
            defaultValue,
            $"one of {string.Join(", ", choices.Keys.Select(word => $"\"{word}\""))}",
            JsonValueKind.String,
            (text, out chosen) =>
            {
                var word = choices.Keys.FirstOrDefault(word =>
                    string.Equals(word, text, StringComparison.OrdinalIgnoreCase)
                );
                chosen = word is null ? defaultValue : choices[word];
                return word is not null;
            },
            choices.First(pair => Equals(pair.Value, defaultValue)).Key
        );

    public TimeOnly GetTimeOfDay(string key, TimeOnly defaultValue) =>
        GetParsed(
            key,
            defaultValue,
            "a time of day, \"19:00\"",
            JsonValueKind.String,
            (text, out time) =>
                TimeOnly.TryParseExact(
                    text,
                    ["HH:mm", "H:mm"],
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out time
                ),
            defaultValue.ToString("HH:mm", CultureInfo.InvariantCulture)
        );

    public Uri? GetAddress(string key, Uri? defaultValue, bool isSecret = false)
    {
        const string takes = "an address that begins with http:// or https://";
        var value = Find(key);
        CheckQuotes(key, value, allowDigits: false);
        if (string.IsNullOrWhiteSpace(value?.Text))
        {
            AddEffective(key, defaultValue?.ToString().TrimEnd('/'), value, takes, isSecret);
            return defaultValue;
        }

        AddEffective(key, value.Text, value, takes, isSecret);
        if (Uri.TryCreate(value.Text.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        if (value.Kind is JsonValueKind.String or JsonValueKind.Undefined)
        {
            AddError(key, $"wants {takes}.");
        }

        return defaultValue;
    }

    /// <summary>The elements of a list of texts.</summary>
    public IReadOnlyList<string> GetTexts(string key, bool isSecret = false)
    {
        if (Find(key) is { Kind: not (JsonValueKind.Null or JsonValueKind.Array or JsonValueKind.Object) })
        {
            AddError(key, "wants a list: [\"…\"].");
        }

        var texts = GetIndices(key)
            .Select(index => GetText($"{key}:{index}", isSecret: isSecret))
            .OfType<string>()
            .ToList();
        if (texts.Count == 0)
        {
            _effective.Add(new EffectiveSetting(key, "[]", "default") { IsSecret = isSecret, Expected = TextList });
        }

        return texts;
    }

    /// <summary>The indices that stand below a list's key, rising.</summary>
    public IReadOnlyList<int> GetIndices(string key) =>
        _values
            .Keys.Where(name => name.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
            .Select(name => name[(key.Length + 1)..].Split(':')[0])
            .Select(step =>
                int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1
            )
            .Where(index => index >= 0)
            .Distinct()
            .Order()
            .ToList();

    /// <summary>A folder's path, whether it is there or not.</summary>
    public string? GetFolder(string key, string? defaultValue = null)
    {
        var folder = GetText(key, defaultValue, expected: "a folder");
        if (File.Exists(folder))
        {
            AddError(key, $"\"{folder}\" is a file; name a folder.");
        }

        return folder;
    }

    /// <summary>Adds a mistake at a key; the origin is where the value was written.</summary>
    public void AddError(string key, string text) =>
        mistakes.Add(new SettingError(Find(key)?.Origin ?? "settings", key, text));

    /// <summary>Complains of a secret that is wanted and not there.</summary>
    public void AddMissingSecret(string key, string text) =>
        mistakes.Add(new SettingError("settings", key, text, IsMissingSecret: true));

    /// <summary>Complains of every key that nobody asked for, with the nearest that exists.</summary>
    public void RejectUnknownKeys()
    {
        var known = _effective.Select(setting => setting.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var texts = _effective
            .Where(setting => setting.Expected == TextList)
            .Select(setting => setting.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var value in _values.Values.Where(value => value.Key.Length > 0))
        {
            if (known.Contains(value.Key))
            {
                var form = texts.Contains(value.Key) ? JsonValueKind.Array : JsonValueKind.Null;
                if (value.Kind is JsonValueKind.Object or JsonValueKind.Array && value.Kind != form)
                {
                    AddError(value.Key, $"wants {GetExpected(value.Key)}.");
                }

                continue;
            }

            // A section or a list may stand empty, or as null.
            var isList = Lists.Contains(value.Key, StringComparer.OrdinalIgnoreCase);
            if (value.Kind == JsonValueKind.Null && (isList || known.Any(key => IsBelow(key, value.Key))))
            {
                continue;
            }

            if (value.Kind == JsonValueKind.Array && isList)
            {
                continue;
            }

            if (value.Kind == JsonValueKind.Object && !isList && known.Any(key => IsBelow(key, value.Key)))
            {
                continue;
            }

            mistakes.Add(new SettingError(value.Origin, value.Key, DescribeUnknown(value, known)));
        }
    }

    private static string DescribeUnknown(SettingValue value, HashSet<string> known)
    {
        if (
            Lists.FirstOrDefault(list =>
                value.Key.Equals(list, StringComparison.OrdinalIgnoreCase) || IsBelow(value.Key, list)
            )
                is { } name
            && (value.Key.Length == name.Length || !char.IsAsciiDigit(value.Key[name.Length + 1]))
        )
        {
            return $"{name} wants a list of braces: [{{…}}].";
        }

        if (known.Any(key => key.StartsWith(value.Key + ":", StringComparison.OrdinalIgnoreCase)))
        {
            return "is a section; it wants braces with settings in them.";
        }

        if (known.FirstOrDefault(key => IsBelow(value.Key, key)) is { } single)
        {
            return $"{single} is one value, with nothing below it.";
        }

        return UnknownSetting.Describe(value.Key, known);
    }

    private static bool IsBelow(string key, string above) =>
        key.StartsWith(above + ":", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, SettingValue> GetLatest(IEnumerable<SettingValue> values)
    {
        var latest = new Dictionary<string, SettingValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values)
        {
            latest[value.Key] = value;
        }

        return latest;
    }

    private string GetExpected(string key) =>
        _effective.First(setting => setting.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Expected;

    private SettingValue? Find(string key) => _values.GetValueOrDefault(key);

    private void CheckQuotes(string key, SettingValue? value, bool allowDigits)
    {
        if (
            value is { Kind: JsonValueKind.True or JsonValueKind.False }
            || (value is { Kind: JsonValueKind.Number } && !allowDigits)
        )
        {
            AddError(key, "wants text in quotes.");
        }
    }

    private T GetParsed<T>(
        string key,
        T defaultValue,
        string expected,
        JsonValueKind kind,
        ValueParser<T> parse,
        string? shownDefault
    )
    {
        var value = Find(key);
        AddEffective(key, value?.Text ?? shownDefault, value, expected);
        if (value?.Text is null)
        {
            return defaultValue;
        }

        if (IsKind(value, kind) && parse(value.Text.Trim(), out var parsed))
        {
            return parsed;
        }

        AddError(key, $"\"{value.Text}\": wants {expected}.");
        return defaultValue;
    }

    private static bool IsKind(SettingValue value, JsonValueKind kind) =>
        value.Kind == JsonValueKind.Undefined
        || value.Kind == kind
        || (kind == JsonValueKind.True && value.Kind == JsonValueKind.False);

    private string? AddEffective(string key, string? text, SettingValue? value, string expected, bool isSecret = false)
    {
        var shown = text is not null && isSecret ? Hidden : text;
        _effective.Add(
            new EffectiveSetting(key, shown, value?.Text is null ? "default" : value.Origin)
            {
                IsSecret = isSecret,
                Expected = expected,
            }
        );
        return text;
    }
}
