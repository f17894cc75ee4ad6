using System.Globalization;
using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Advice;

/// <summary>One value of a document and its place. Null is the same as missing; every read says what was expected if it is not that.</summary>
internal readonly record struct SimulationValue(JsonElement Element, SimulationPath Path)
{
    /// <summary>A wrong value is quoted no further than this many characters.</summary>
    private const int MaxQuotedLength = 40;

    public bool IsMissing => Element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public string? GetText()
    {
        if (IsMissing)
        {
            return null;
        }

        if (Element.ValueKind != JsonValueKind.String)
        {
            throw CreateException("must be a text in quotation marks");
        }

        try
        {
            return Element.GetString();
        }
        catch (InvalidOperationException)
        {
            throw CreateException("is not valid Unicode text");
        }
    }

    /// <summary>A text that has to be there.</summary>
    public string GetRequiredText() => GetText() is { Length: > 0 } text ? text : throw CreateMissingException();

    public DateOnly? GetDate()
    {
        if (GetText() is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : throw CreateException($"\"{Quote(text)}\" is no date; write YYYY-MM-DD");
    }

    public DateOnly GetRequiredDate() => GetDate() ?? throw CreateMissingException();

    /// <summary>An instant with the offset it was written with.</summary>
    public DateTimeOffset GetRequiredInstant()
    {
        var text = GetText() ?? throw CreateMissingException();
        return IsoInstant.TryParse(text, out var instant)
            ? instant
            : throw CreateException(
                $"\"{Quote(text)}\" is no instant; write ISO 8601 with the offset, like 2026-11-22T09:00:00+01:00"
            );
    }

    /// <summary>Any finite number: devices write what cannot be, and the core leaves that out rather than the whole document.</summary>
    public double? GetNumber()
    {
        if (IsMissing)
        {
            return null;
        }

        return
            Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw CreateException("must be a number");
    }

    public bool? GetBoolean() =>
        Element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => throw CreateException("must be true or false"),
        };

    public T? GetEnum<T>()
        where T : struct, Enum
    {
        if (GetText() is not { } text)
        {
            return null;
        }

        return EnumText.TryParse<T>(text, out var value)
            ? value
            : throw CreateException($"\"{Quote(text)}\" is unknown; possible: {EnumText.ListChoices<T>()}");
    }

    public T GetRequiredEnum<T>()
        where T : struct, Enum => GetEnum<T>() ?? throw CreateMissingException();

    /// <summary>Every item of a list, read; a missing list is empty.</summary>
    public IReadOnlyList<T> ReadItems<T>(Func<SimulationValue, T> read)
    {
        if (IsMissing)
        {
            return [];
        }

        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw CreateException("must be a list in square brackets");
        }

        var items = new List<T>(Element.GetArrayLength());
        foreach (var element in Element.EnumerateArray())
        {
            items.Add(read(new(element, Path.AppendIndex(items.Count))));
        }

        return items;
    }

    public SimulationDocumentException CreateException(string what) => new(Path.ToString(), what);

    public SimulationDocumentException CreateMissingException() => CreateException("is required");

    /// <summary>A wrong value as it may stand in a message.</summary>
    public static string Quote(string text) => TerminalText.Sanitize(text, MaxQuotedLength);
}

/// <summary>
/// Where a value stands in a timeline document: <c>activities[3].start</c>, <c>pains[0].signs[1]</c>. Put into words only
/// when something is wrong there.
/// </summary>
internal readonly record struct SimulationPath
{
    private const int None = -1;

    private SimulationPath(string section, int row, string field, int item) =>
        (Section, Row, Field, Item) = (section, row, field, item);

    private string Section { get; }

    private int Row { get; }

    private string Field { get; }

    private int Item { get; }

    public static SimulationPath Root { get; } = new("", None, "", None);

    /// <summary>A field of the object that stands here.</summary>
    public SimulationPath AppendField(string field) =>
        Section.Length == 0 ? new(field, None, "", None) : new(Section, Row, field, None);

    /// <summary>An item of the list that stands here.</summary>
    public SimulationPath AppendIndex(int item) =>
        Field.Length == 0 ? new(Section, item, "", None) : new(Section, Row, Field, item);

    public override string ToString() =>
        Section + FormatIndex(Row) + (Field.Length > 0 ? "." : "") + Field + FormatIndex(Item);

    private static string FormatIndex(int index) =>
        index == None ? "" : string.Create(CultureInfo.InvariantCulture, $"[{index}]");
}
