using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace ActivitySync.Web.Pages;

/// <summary>The text fields of a form, as they were sent. Whatever they contain was written by somebody.</summary>
internal sealed class FormFields(IReadOnlyDictionary<string, string[]> fields)
{
    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>The first value of a field, without white space around it; empty without one.</summary>
    public string this[string name] => fields.TryGetValue(name, out var values) ? values[0].Trim() : "";

    /// <summary>Whether a field was sent, as a checked box is.</summary>
    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>All values of a field.</summary>
    public IReadOnlyList<string> GetAll(string name) => fields.TryGetValue(name, out var values) ? values : [];

    /// <summary>A number of digits only; null if the field is none.</summary>
    public long? GetNumber(string name) => ParseNumber(this[name]);

    /// <summary>A date as browsers send it, YYYY-MM-DD; null if the field is none.</summary>
    public DateOnly? GetDate(string name) =>
        DateOnly.TryParseExact(
            this[name],
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;

    public static long? ParseNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads a form; null if the body is not one, is too large or has too many fields.</summary>
    public static async Task<FormFields?> ReadAsync(HttpRequest request, int maxBytes, int maxFields, int maxLength)
    {
        if (
            request.ContentType?.Split(';')[0].Trim().Equals(FormType, StringComparison.OrdinalIgnoreCase) != true
            || request.ContentLength > maxBytes
        )
        {
            return null;
        }

        var body = new byte[maxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(
            body,
            body.Length,
            throwOnEndOfStream: false,
            request.HttpContext.RequestAborted
        );
        if (length > maxBytes)
        {
            return null;
        }

        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body, 0, length))
            {
                ValueCountLimit = maxFields,
                ValueLengthLimit = maxLength,
            };
            var fields = new Dictionary<string, string[]>(StringComparer.Ordinal);
            foreach (var (name, values) in await reader.ReadFormAsync(request.HttpContext.RequestAborted))
            {
                fields[name] = [.. values.Select(value => value ?? "")];
            }

            return new FormFields(fields);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
