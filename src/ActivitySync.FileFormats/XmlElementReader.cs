using System.Globalization;
using System.Xml;

namespace ActivitySync.FileFormats;

/// <summary>
/// Streams the elements of an XML file by their local names, so that missing or wrong namespaces don't matter. Document
/// types and external entities are refused; depth and points are limited.
/// </summary>
internal sealed class XmlElementReader : IDisposable
{
    /// <summary>Real files need about ten.</summary>
    private const int MaxDepth = 64;

    /// <summary>A week at one point a second is 600,000.</summary>
    private const int MaxPoints = 3_000_000;

    private readonly HashingStream _content;
    private readonly XmlTextReader _reader;
    private int _points;
    private bool _isEmptyElement;

    public XmlElementReader(HashingStream content)
    {
        _content = content;

        // XmlReader refuses undeclared prefixes; XmlTextReader doesn't, but needs safe options.
        _reader = new XmlTextReader(content, new BoundedNameTable())
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
    /// Reads the next start or end of an element. At the end, <see cref="Text"/> is the text of an element without
    /// child elements. An empty element has an end too.
    /// </summary>
    /// <exception cref="XmlException">The file is not well-formed, or exceeds a limit.</exception>
    public bool Read()
    {
        if (_isEmptyElement)
        {
            (_isEmptyElement, IsEnd, Text) = (false, true, "");
            return true;
        }

        var text = "";
        while (ReadNode())
        {
            if (_reader.Depth > MaxDepth)
            {
                throw new RefusedXmlException($"elements are nested deeper than {MaxDepth}");
            }

            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    (Name, IsEnd, Text) = (GetLocalName(_reader.Name), false, "");
                    _isEmptyElement = _reader.IsEmptyElement;
                    return true;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    text = _reader.Value;
                    break;
                case XmlNodeType.EndElement:
                    (Name, IsEnd, Text) = (GetLocalName(_reader.Name), true, text);
                    return true;
            }
        }

        return false;
    }

    /// <summary>XmlTextReader throws ArgumentException if the bytes are not in the declared encoding.</summary>
    private bool ReadNode()
    {
        try
        {
            var hasNode = _reader.Read();
            _content.ResetTokenLength();
            return hasNode;
        }
        catch (ArgumentException)
        {
            throw new RefusedXmlException("its declared encoding is not the one it is written in");
        }
    }

    /// <summary>Counts a point of a track.</summary>
    /// <exception cref="XmlException">There are more than the limit.</exception>
    public void CountPoint()
    {
        if (++_points > MaxPoints)
        {
            throw new RefusedXmlException($"it has more than {MaxPoints} points");
        }
    }

    /// <summary>An attribute of the element that was just started.</summary>
    public string? GetAttribute(string name) => _reader.GetAttribute(name);

    public double? Number => ParseNumber(Text);

    public DateTimeOffset? Time => ParseTime(Text);

    public static double? ParseNumber(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>An instant in UTC. Both formats define times without a zone as UTC.</summary>
    public static DateTimeOffset? ParseTime(string? text) =>
        ParseAnyTime(text) is { } time
        && time >= RecordingSanitizer.EarliestStart
        && time < RecordingSanitizer.LatestStart
            ? time
            : null;

    /// <summary>Whether a text is a time of before there were such files, as of a clock that was never set.</summary>
    public static bool IsBeforeEarliest(string text) => ParseAnyTime(text) < RecordingSanitizer.EarliestStart;

    public void Dispose() => _reader.Dispose();

    private static DateTimeOffset? ParseAnyTime(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    private static string GetLocalName(string name) =>
        name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? name[(colon + 1)..] : name;
}

/// <summary>XML that this program refuses; the message is a reason for the athlete.</summary>
internal sealed class RefusedXmlException(string message) : XmlException(message);

/// <summary>
/// Limits the names of elements and attributes, which the parser stores: a hostile file may have a new name each time.
/// </summary>
internal sealed class BoundedNameTable : NameTable
{
    /// <summary>Real files have about fifty names, those of extensions too.</summary>
    private const int MaxChars = 500_000;

    /// <summary>The memory of a stored name in addition to its characters.</summary>
    private const int OverheadCharsPerName = 50;

    private int _chars;

    public override string Add(char[] key, int start, int len) =>
        Get(key, start, len) ?? base.Add(key, start, CountChars(len));

    public override string Add(string key) => Get(key) ?? base.Add(CountName(key));

    private string CountName(string key)
    {
        CountChars(key.Length);
        return key;
    }

    private int CountChars(int length)
    {
        _chars += length + OverheadCharsPerName;
        return _chars <= MaxChars
            ? length
            : throw new RefusedXmlException("it has more names of elements than any recording");
    }
}
