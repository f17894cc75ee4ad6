using System.Globalization;
using System.Xml;

namespace ActivitySync.Sources.Files;

/// <summary>
/// Streams the elements of an XML file by their local names, so that missing or odd namespaces do no harm. No document
/// type, nothing fetched, no depth without end.
/// </summary>
internal sealed class XmlElements : IDisposable
{
    /// <summary>Real files need about ten.</summary>
    private const int MaxDepth = 64;

    /// <summary>A week at one point a second is 600,000.</summary>
    private const int MaxPoints = 3_000_000;

    private readonly ContentStream _content;
    private readonly XmlTextReader _reader;
    private int _points;
    private bool _emptyEnds;

    public XmlElements(ContentStream content)
    {
        _content = content;

        // The one reader that lets prefixes be undeclared; its old defaults are put right here.
        _reader = new XmlTextReader(content, new XmlNames())
        {
            Namespaces = false,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            WhitespaceHandling = WhitespaceHandling.None,
        };
    }

    /// <summary>The element's name without its prefix.</summary>
    public string Name { get; private set; } = "";

    public bool IsEnd { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>
    /// The next start of an element, or the end of one, which then has its text if it held nothing else. An empty element ends as it starts.
    /// </summary>
    /// <exception cref="XmlException">The file is not well-formed, or goes beyond what is read.</exception>
    public bool Read()
    {
        if (_emptyEnds)
        {
            (_emptyEnds, IsEnd, Text) = (false, true, "");
            return true;
        }

        var text = "";
        while (ReadNode())
        {
            if (_reader.Depth > MaxDepth) throw new XmlException($"elements are nested deeper than {MaxDepth}");
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    (Name, IsEnd, Text) = (LocalName(_reader.Name), false, "");
                    _emptyEnds = _reader.IsEmptyElement;
                    return true;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    text = _reader.Value;
                    break;
                case XmlNodeType.EndElement:
                    (Name, IsEnd, Text) = (LocalName(_reader.Name), true, text);
                    return true;
            }
        }

        return false;
    }

    /// <summary>The parser trips over some encodings that a declaration claims and the bytes are not in.</summary>
    private bool ReadNode()
    {
        try
        {
            var isThere = _reader.Read();
            _content.Piece();
            return isThere;
        }
        catch (ArgumentException)
        {
            throw new XmlException("its declared encoding is not the one it is written in");
        }
    }

    /// <summary>Counts a point of a track.</summary>
    /// <exception cref="XmlException">There are more than any outing has.</exception>
    public void CountPoint()
    {
        if (++_points > MaxPoints) throw new XmlException($"it has more than {MaxPoints} points");
    }

    /// <summary>An attribute of the element just started.</summary>
    public string? Attribute(string name) => _reader.GetAttribute(name);

    public double? Number => NumberOf(Text);

    public DateTimeOffset? Time => TimeOf(Text);

    public static double? NumberOf(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>An instant in UTC; a time without a zone is UTC by both formats' rules.</summary>
    public static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && time >= Plausible.Earliest && time < Plausible.Latest
            ? time
            : null;

    public void Dispose() => _reader.Dispose();

    private static string LocalName(string name) => name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? name[(colon + 1)..] : name;
}
