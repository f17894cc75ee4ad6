using System.Globalization;
using System.Xml;

namespace ActivitySync.FileFormats;

/// <summary>
/// Streams the elements of an XML file by their local names, so that missing or odd namespaces do no harm. No document
/// type, nothing fetched, no depth without end.
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

        // The one reader that lets prefixes be undeclared; its old defaults are put right here.
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
    /// The next start of an element, or the end of one, which then has its text if it held nothing else. An empty element ends as it starts.
    /// </summary>
    /// <exception cref="XmlException">The file is not well-formed, or goes beyond what is read.</exception>
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
                throw new XmlException($"elements are nested deeper than {MaxDepth}");
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

    /// <summary>The parser trips over some encodings that a declaration claims and the bytes are not in.</summary>
    private bool ReadNode()
    {
        try
        {
            var isThere = _reader.Read();
            _content.ResetTokenLength();
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
        if (++_points > MaxPoints)
        {
            throw new XmlException($"it has more than {MaxPoints} points");
        }
    }

    /// <summary>An attribute of the element just started.</summary>
    public string? GetAttribute(string name) => _reader.GetAttribute(name);

    public double? Number => ParseNumber(Text);

    public DateTimeOffset? Time => ParseTime(Text);

    public static double? ParseNumber(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>An instant in UTC; a time without a zone is UTC by both formats' rules.</summary>
    public static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
        && time >= RecordingSanitizer.EarliestStart
        && time < RecordingSanitizer.LatestStart
            ? time
            : null;

    public void Dispose() => _reader.Dispose();

    private static string GetLocalName(string name) =>
        name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? name[(colon + 1)..] : name;
}

/// <summary>The names of elements and attributes that a parser keeps, each once: a file of nothing but new names ends here.</summary>
internal sealed class BoundedNameTable : NameTable
{
    /// <summary>Real files have some fifty names, those of extensions too.</summary>
    private const int MaxChars = 500_000;

    /// <summary>What keeping a name costs beside its characters.</summary>
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
        return _chars <= MaxChars ? length : throw new XmlException("it has more names of elements than any recording");
    }
}
