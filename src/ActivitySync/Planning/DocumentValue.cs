using System.Globalization;
using System.Text.Json;
using ActivitySync.Store;

namespace ActivitySync.Planning;

/// <summary>One value of a document and its place. Null is the same as missing; every read says what was expected if it is not that.</summary>
internal readonly record struct DocumentValue(JsonElement Element, DocumentPath Path)
{
    /// <summary>A wrong value is quoted no further than this many characters.</summary>
    private const int MostShown = 40;

    public bool IsMissing => Element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public string? Text()
    {
        if (IsMissing) return null;
        if (Element.ValueKind != JsonValueKind.String) throw Problem("must be a text in quotation marks");
        try
        {
            return Element.GetString();
        }
        catch (InvalidOperationException)
        {
            throw Problem("is not valid Unicode text");
        }
    }

    /// <summary>A text that has to be there.</summary>
    public string RequiredText() => Text() is { Length: > 0 } text ? text : throw Missing();

    public DateOnly? Date()
    {
        if (Text() is not { } text) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Problem($"\"{Shown(text)}\" is no date; write YYYY-MM-DD");
    }

    public DateOnly RequiredDate() => Date() ?? throw Missing();

    /// <summary>An instant with the offset it was written with.</summary>
    public DateTimeOffset RequiredInstant()
    {
        var text = Text() ?? throw Missing();
        return WrittenInstant.TryRead(text, out var instant)
            ? instant
            : throw Problem($"\"{Shown(text)}\" is no instant; write ISO 8601 with the offset, like 2026-11-22T09:00:00+01:00");
    }

    /// <summary>Any finite number: devices write what cannot be, and the core leaves that out rather than the whole document.</summary>
    public double? Number()
    {
        if (IsMissing) return null;
        return Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Problem("must be a number");
    }

    public bool? Flag() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => throw Problem("must be true or false"),
    };

    public T? Word<T>()
        where T : struct, Enum
    {
        if (Text() is not { } text) return null;
        return EnumWord.TryRead<T>(text, out var value)
            ? value
            : throw Problem($"\"{Shown(text)}\" is unknown; possible: {EnumWord.Choices<T>()}");
    }

    public T RequiredWord<T>()
        where T : struct, Enum => Word<T>() ?? throw Missing();

    /// <summary>Every item of a list, read; a missing list is empty.</summary>
    public IReadOnlyList<T> Items<T>(Func<DocumentValue, T> read)
    {
        if (IsMissing) return [];
        if (Element.ValueKind != JsonValueKind.Array) throw Problem("must be a list in square brackets");
        var items = new List<T>(Element.GetArrayLength());
        foreach (var element in Element.EnumerateArray()) items.Add(read(new(element, Path.Then(items.Count))));
        return items;
    }

    public DocumentException Problem(string what) => new(Path.ToString(), what);

    public DocumentException Missing() => Problem("is required");

    /// <summary>A wrong value as it may stand in a message.</summary>
    public static string Shown(string text) => PlainText.Of(text, MostShown);
}
