using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActivitySync.Configuration;

/// <summary>
/// The settings of one athlete as a JSON object with the keys of an entry of <c>Athletes[]</c>: a line of an import, or
/// a row of the database. The values are not checked yet; see <see cref="StoredAthleteParser"/>.
/// </summary>
/// <param name="Values">The values by key, like <c>Digest:Day</c>; of a list, each element has its own.</param>
internal sealed record AthleteDocument(IReadOnlyList<SettingValue> Values)
{
    /// <summary>In bytes of JSON; far above the settings of an athlete.</summary>
    public const int MaxBytes = 64_000;

    /// <summary>The place of a value, as <c>config show</c> names it.</summary>
    public const string Origin = "database";

    public static AthleteDocument Empty { get; } = new([]);

    /// <summary>Reads a JSON object.</summary>
    /// <param name="json">The object, in UTF-8.</param>
    /// <param name="origin">The place in errors: <c>members.jsonl:3</c>.</param>
    /// <param name="errors">Gets the errors.</param>
    public static AthleteDocument Parse(ReadOnlySpan<byte> json, string origin, List<SettingError> errors)
    {
        if (json.Length > MaxBytes)
        {
            errors.Add(
                new SettingError(
                    origin,
                    "",
                    string.Create(CultureInfo.InvariantCulture, $"has more than {MaxBytes} bytes. Use fewer.")
                )
            );
            return Empty;
        }

        if (json.TrimStart(" \t\uFEFF"u8) is not [(byte)'{', ..])
        {
            errors.Add(
                new SettingError(origin, "", "is invalid; expected a JSON object: {\"Name\": …, \"Email\": …}.")
            );
            return Empty;
        }

        var found = new List<SettingError>();
        var values = SettingsDocument.Read(origin, json, found);
        errors.AddRange(found.Select(error => error with { Origin = origin }));
        return new AthleteDocument([
            .. values.Select(value => value with { Origin = Origin, Layer = SettingLayer.Database }),
        ]);
    }

    /// <summary>Finds the text of a value; null if it is missing.</summary>
    public string? FindText(string key) => Values.LastOrDefault(value => IsKey(value, key))?.Text;

    /// <summary>Whether there is a value of a key or below it.</summary>
    public bool Has(string key) => Values.Any(value => IsKey(value, key) || IsBelow(value, key));

    /// <summary>Replaces a value; null removes it, so that the default holds.</summary>
    /// <param name="key">The key, like <c>Digest:Day</c>.</param>
    /// <param name="text">The value as text.</param>
    /// <param name="kind">What it is in JSON.</param>
    public AthleteDocument With(string key, string? text, JsonValueKind kind = JsonValueKind.String) =>
        new([
            .. Values.Where(value => !IsKey(value, key) && !IsBelow(value, key)),
            .. text is null
                ? []
                : new[] { new SettingValue(key, text, kind, Origin) { Layer = SettingLayer.Database } },
        ]);

    /// <summary>Formats the values as a JSON object on one line; what is null or empty is left out.</summary>
    public string ToJson()
    {
        var text = new ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(
                text,
                new JsonWriterOptions
                {
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
        {
            var written = Values.Where(value => value.Text is not null).ToList();
            if (written.Count == 0)
            {
                json.WriteStartObject();
                json.WriteEndObject();
            }
            else
            {
                SettingsDraft.WriteLevel(json, [.. written.Select(value => (value.Key.Split(':'), GetValue(value)))]);
            }
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static object GetValue(SettingValue value) =>
        value.Kind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => double.Parse(value.Text!, CultureInfo.InvariantCulture),
            _ => value.Text!,
        };

    private static bool IsKey(SettingValue value, string key) =>
        value.Key.Equals(key, StringComparison.OrdinalIgnoreCase);

    private static bool IsBelow(SettingValue value, string key) =>
        value.Key.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase);
}
