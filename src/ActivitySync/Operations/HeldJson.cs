using System.Buffers;
using System.Text.Json;
using ActivitySync.Planning;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>Tables as one document: by its name each table's rows, and in a row each column that holds something.</summary>
internal static class HeldJson
{
    public static byte[] Of(IEnumerable<HeldTable> tables)
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(utf8, PlanDocument.Options))
        {
            json.WriteStartObject();
            foreach (var table in tables)
            {
                json.WriteStartArray(table.Name);
                foreach (var row in table.Rows) Write(json, table.Columns, row);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return utf8.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<string> columns, object?[] row)
    {
        json.WriteStartObject();
        foreach (var (column, cell) in columns.Zip(row))
        {
            switch (cell)
            {
                case null:
                    break;
                case long number:
                    json.WriteNumber(column, number);
                    break;
                case double number:
                    json.WriteNumber(column, number);
                    break;
                case byte[] bytes:
                    json.WriteBase64String(column, bytes);
                    break;
                default:
                    json.WriteString(column, (string)cell);
                    break;
            }
        }

        json.WriteEndObject();
    }
}
