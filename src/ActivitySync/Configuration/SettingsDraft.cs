using System.Buffers;
using System.Text.Json;

namespace ActivitySync.Configuration;

/// <summary>A settings file that is being written: values by key, in file order.</summary>
internal sealed class SettingsDraft
{
    private readonly List<(string Key, object Value)> _values = [];

    /// <summary>Sets a value: text, a number or a bool. Null and empty text are left out.</summary>
    public SettingsDraft Set(string key, object? value)
    {
        if (value is not (null or ""))
        {
            _values.Add((key, value));
        }

        return this;
    }

    /// <summary>Returns an independent copy.</summary>
    public SettingsDraft Copy()
    {
        var copy = new SettingsDraft();
        copy._values.AddRange(_values);
        return copy;
    }

    /// <summary>Parses the draft with the environment applied.</summary>
    public SettingsReadResult Read(string file, IReadOnlyList<SourceSettingsParser> sources)
    {
        var errors = new List<SettingError>();
        var environment = EnvironmentSettings.Read(Environment.GetEnvironmentVariables(), sources, errors);
        return SettingsFile.Parse(
            file,
            [.. SettingsDocument.Read(Path.GetFileName(file), ToJson(), errors), .. environment],
            sources,
            errors
        );
    }

    /// <summary>Formats the file's text in UTF-8.</summary>
    public byte[] ToJson()
    {
        var text = new ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(
                text,
                new JsonWriterOptions
                {
                    Indented = true,
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
        {
            json.WriteCommentValue(
                " Written by 'activitysync setup'. Settings left out have their defaults; "
                    + "docs/settings.md lists them all, "
                    + "'activitysync config init' writes a file with all of them. "
            );
            WriteLevel(json, [.. _values.Select(value => (value.Key.Split(':'), value.Value))]);
        }

        return [.. text.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Writes an object or a list.</summary>
    /// <param name="json">Gets it.</param>
    /// <param name="values">The steps of each key, and its value: text, a number or a bool; at least one.</param>
    public static void WriteLevel(Utf8JsonWriter json, IReadOnlyList<(string[] Steps, object Value)> values)
    {
        var isList = values[0].Steps[0] == "0";
        if (isList)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartObject();
        }

        foreach (var group in values.GroupBy(value => value.Steps[0]))
        {
            if (!isList)
            {
                json.WritePropertyName(group.Key);
            }

            var rest = group.ToList();
            if (rest[0].Steps.Length > 1)
            {
                WriteLevel(json, [.. rest.Select(value => (value.Steps[1..], value.Value))]);
            }
            else
            {
                WriteValue(json, rest[0].Value);
            }
        }

        if (isList)
        {
            json.WriteEndArray();
        }
        else
        {
            json.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }
}
