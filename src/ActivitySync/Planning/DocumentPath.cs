using System.Globalization;

namespace ActivitySync.Planning;

/// <summary>
/// Where a value stands in a timeline document: <c>activities[3].start</c>, <c>pains[0].signs[1]</c>. Put into words only
/// when something is wrong there.
/// </summary>
internal readonly record struct DocumentPath
{
    private const int None = -1;

    private DocumentPath(string section, int row, string field, int item) =>
        (Section, Row, Field, Item) = (section, row, field, item);

    private string Section { get; }

    private int Row { get; }

    private string Field { get; }

    private int Item { get; }

    public static DocumentPath Root { get; } = new("", None, "", None);

    /// <summary>A field of the object that stands here.</summary>
    public DocumentPath Then(string field) => Section.Length == 0 ? new(field, None, "", None) : new(Section, Row, field, None);

    /// <summary>An item of the list that stands here.</summary>
    public DocumentPath Then(int item) => Field.Length == 0 ? new(Section, item, "", None) : new(Section, Row, Field, item);

    public override string ToString() =>
        Section + Index(Row) + (Field.Length > 0 ? "." : "") + Field + Index(Item);

    private static string Index(int index) =>
        index == None ? "" : string.Create(CultureInfo.InvariantCulture, $"[{index}]");
}
