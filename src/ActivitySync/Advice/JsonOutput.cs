using System.Buffers;
using System.Text;
using System.Text.Json;
using ActivitySync.Data;

namespace ActivitySync.Advice;

/// <summary>Writes JSON documents as commands print them and exports have them.</summary>
internal static class JsonOutput
{
    public static void WriteDocument(this TextWriter output, Action<Utf8JsonWriter> write)
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(utf8, PlanDocument.Options))
        {
            write(json);
        }

        output.WriteLine(Encoding.UTF8.GetString(utf8.WrittenSpan));
    }

    /// <summary>Writes an array with one object per row.</summary>
    public static void WriteList<T>(
        this TextWriter output,
        IEnumerable<T> rows,
        Action<Utf8JsonWriter, T> writeFields
    ) =>
        output.WriteDocument(json =>
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                writeFields(json, row);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void WriteDate(this Utf8JsonWriter json, string name, DateOnly? date) =>
        json.WriteString(name, date is { } value ? value.ToColumn() : null);
}
