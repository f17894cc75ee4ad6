using System.Globalization;
using System.Text.Json;

namespace ActivitySync.Configuration;

/// <summary>
/// Returns typed values by key and collects all errors. A key that is never read is unknown.
/// </summary>
internal sealed class SettingsReader(IEnumerable<SettingValue> values, List<SettingError> errors)
{
    private const string Hidden = "(hidden)";
    private const string TextList = "a list of texts";

    /// <summary>The lists of objects; lists of texts are found by their expected value.</summary>
    private static readonly string[] Lists = ["Athletes"];

    private delegate bool ValueParser<T>(string text, out T value);

    private readonly Dictionary<string, SettingValue> _values = GetLatest(values);
    private readonly List<EffectiveSetting> _effective = [];
    private SortedKeys? _sorted;

    /// <summary>The keys that have a value, so that those of a section are found without reading the others.</summary>
    private SortedKeys Sorted => _sorted ??= new SortedKeys(_values.Keys);

    /// <summary>Every key that was read, in order, with the effective value; secrets are hidden.</summary>
    public IReadOnlyList<EffectiveSetting> Effective => _effective;

    /// <summary>Gets trimmed text; blank text is the default.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="defaultValue">The value if the setting is missing or blank.</param>
    /// <param name="isSecret">Whether the value is never shown.</param>
    /// <param name="isRequired">Whether a missing value is an error.</param>
    /// <param name="expected">The expected value, for messages and documentation.</param>
    /// <param name="allowDigits">Whether a number without quotes is allowed.</param>
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
            AddError(key, "contains a control character (\\u0000 to \\u001f, such as a line break); remove it.");
        }

        return AddEffective(key, text, value, expected, isSecret);
    }

    /// <summary>Gets text that may be empty on purpose.</summary>
    public string GetTextOrEmpty(string key, string defaultValue, string expected)
    {
        var value = Find(key);
        CheckQuotes(key, value, allowDigits: false);
        return AddEffective(key, value?.Text?.Trim() ?? defaultValue, value, expected)!;
    }

    /// <summary>Gets a whole number; both bounds are allowed.</summary>
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

    /// <summary>Gets a number; both bounds are allowed. Null if it is missing.</summary>
    public double? GetDecimal(string key, double min, double max, string? shownDefault = null) =>
        GetParsed<double?>(
            key,
            null,
            double.IsFinite(max - min) ? $"a number from {min} to {max}" : "a number",
            JsonValueKind.Number,
            (text, out number) =>
            {
                var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed);
                number = parsed;
                return isNumber && parsed >= min && parsed <= max;
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

    /// <summary>Gets one of several words, without regard to case.</summary>
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
            "a time of day, like \"19:00\"",
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
        const string Expected = "an address that begins with http:// or https://";
        var value = Find(key);
        CheckQuotes(key, value, allowDigits: false);
        if (string.IsNullOrWhiteSpace(value?.Text))
        {
            AddEffective(key, defaultValue?.ToString().TrimEnd('/'), value, Expected, isSecret);
            return defaultValue;
        }

        AddEffective(key, value.Text, value, Expected, isSecret);
        if (Uri.TryCreate(value.Text.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        if (value.Kind is JsonValueKind.String or JsonValueKind.Undefined)
        {
            AddError(key, $"is invalid; expected {Expected}.");
        }

        return defaultValue;
    }

    /// <summary>Gets the elements of a list of texts.</summary>
    public IReadOnlyList<string> GetTexts(string key, bool isSecret = false)
    {
        if (Find(key) is { Kind: not (JsonValueKind.Null or JsonValueKind.Array or JsonValueKind.Object) })
        {
            AddError(key, "is invalid; expected a list of texts: [\"…\"].");
        }

        var texts = GetIndices(key)
            .Select(index => GetText($"{key}:{index}", isSecret: isSecret))
            .OfType<string>()
            .ToList();
        if (texts.Count == 0)
        {
            _effective.Add(
                new EffectiveSetting(key, "[]", SettingOrigin.Default.Text) { IsSecret = isSecret, Expected = TextList }
            );
        }

        return texts;
    }

    /// <summary>Adds an error for each element of a list of texts that fails a check.</summary>
    /// <param name="key">The list.</param>
    /// <param name="expected">The expected element, for the message.</param>
    /// <param name="isValid">Checks the trimmed text of an element.</param>
    public void CheckTexts(string key, string expected, Func<string, bool> isValid)
    {
        foreach (var elementKey in GetIndices(key).Select(index => $"{key}:{index}"))
        {
            // An element that is not a text, or has control characters, has its error already.
            if (
                Find(elementKey) is { Kind: JsonValueKind.String or JsonValueKind.Undefined, Text: { } text }
                && !string.IsNullOrWhiteSpace(text)
                && !text.Trim().Any(char.IsControl)
                && !isValid(text.Trim())
            )
            {
                AddError(elementKey, $"\"{text.Trim()}\" is invalid; expected {expected}.");
            }
        }
    }

    /// <summary>Gets the indices of a list's elements, ascending.</summary>
    public IReadOnlyList<int> GetIndices(string key) =>
        Sorted.GetBelow(key).Select(name => ParseIndex(name, key.Length + 1)).OfType<int>().Distinct().Order().ToList();

    /// <summary>Gets where a value comes from; of a list, the highest layer of its elements.</summary>
    public SettingOrigin GetOrigin(string key) =>
        Sorted
            .GetBelow(key)
            .Prepend(key)
            .Select(Find)
            .OfType<SettingValue>()
            .Where(value => value.Text is not null)
            .MaxBy(value => value.Layer)
            is { } highest
            ? new SettingOrigin(highest.Layer, highest.Origin)
            : SettingOrigin.Default;

    /// <summary>Gets the path of a folder, which need not exist.</summary>
    public string? GetFolder(string key, string? defaultValue = null)
    {
        var folder = GetText(key, defaultValue, expected: "a folder");
        if (File.Exists(folder))
        {
            AddError(key, $"\"{folder}\" is a file; expected a folder.");
        }

        return folder;
    }

    /// <summary>Adds an error with the place where the value was written.</summary>
    public void AddError(string key, string message) =>
        errors.Add(new SettingError(Find(key)?.Origin ?? "settings", key, message));

    /// <summary>Adds an error for a required secret that is missing.</summary>
    public void AddMissingSecret(string key, string message) =>
        errors.Add(new SettingError("settings", key, message, IsMissingSecret: true));

    /// <summary>Adds an error for every key that was never read, with the nearest known key.</summary>
    /// <param name="root">What has the keys; null for all settings, which are in sections.</param>
    public void RejectUnknownKeys(string? root = null)
    {
        var known = new KnownSettings(_effective);
        foreach (var value in _values.Values.Where(value => value.Key.Length > 0))
        {
            if (known.Find(value.Key) is { } setting)
            {
                var allowed = setting.Expected == TextList ? JsonValueKind.Array : JsonValueKind.Null;
                if (value.Kind is JsonValueKind.Object or JsonValueKind.Array && value.Kind != allowed)
                {
                    AddError(value.Key, $"is invalid; expected {setting.Expected}.");
                }

                continue;
            }

            // A section or a list may be empty or null.
            var isList = Lists.Contains(value.Key, StringComparer.OrdinalIgnoreCase);
            if (value.Kind == JsonValueKind.Null && (isList || known.IsSection(value.Key)))
            {
                continue;
            }

            if (value.Kind == JsonValueKind.Array && isList)
            {
                continue;
            }

            if (value.Kind == JsonValueKind.Object && !isList && known.IsSection(value.Key))
            {
                continue;
            }

            errors.Add(new SettingError(value.Origin, value.Key, DescribeUnknown(value, known, root)));
        }
    }

    private static string DescribeUnknown(SettingValue value, KnownSettings known, string? root)
    {
        if (
            Lists.FirstOrDefault(list =>
                value.Key.Equals(list, StringComparison.OrdinalIgnoreCase) || IsBelow(value.Key, list)
            )
                is { } name
            && (value.Key.Length == name.Length || !char.IsAsciiDigit(value.Key[name.Length + 1]))
        )
        {
            return $"is invalid; expected {name} to be a list of objects: [{{…}}].";
        }

        if (known.IsSection(value.Key))
        {
            return "is a section; expected an object with settings: {…}.";
        }

        if (known.FindAbove(value.Key) is { } single)
        {
            return $"no such setting; {single} is a single value.";
        }

        return UnknownSetting.Describe(value.Key, known.GetCandidates(value.Key), root);
    }

    /// <summary>Parses the step of a key that begins at a position; null if it is not an index of a list.</summary>
    private static int? ParseIndex(string key, int start)
    {
        var rest = key.AsSpan(start);
        var end = rest.IndexOf(':');
        return int.TryParse(
            end < 0 ? rest : rest[..end],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var index
        )
            ? index
            : null;
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

    private SettingValue? Find(string key) => _values.GetValueOrDefault(key);

    private void CheckQuotes(string key, SettingValue? value, bool allowDigits)
    {
        if (
            value is { Kind: JsonValueKind.True or JsonValueKind.False }
            || (value is { Kind: JsonValueKind.Number } && !allowDigits)
        )
        {
            AddError(key, "is invalid; expected text in quotes.");
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

        var isQuotedNumber = kind == JsonValueKind.Number && parse(value.Text.Trim(), out _);
        var quotes = isQuotedNumber ? ", without quotes" : "";
        AddError(key, $"\"{value.Text}\" is invalid; expected {expected}{quotes}.");
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
            new EffectiveSetting(key, shown, value?.Text is null ? SettingOrigin.Default.Text : value.Origin)
            {
                IsSecret = isSecret,
                Expected = expected,
            }
        );
        return text;
    }
}
