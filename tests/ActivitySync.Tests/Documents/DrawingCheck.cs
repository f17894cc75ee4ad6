using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace ActivitySync.Tests.Documents;

/// <summary>What a drawing in the documentation may contain: lines and shapes of its own, with a title.</summary>
internal static partial class DrawingCheck
{
    private const int MaxBytes = 10 * 1024;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly string[] AllowedElements =
    [
        "svg",
        "title",
        "desc",
        "style",
        "g",
        "path",
        "circle",
        "ellipse",
        "rect",
        "clipPath",
    ];

    /// <summary>Describes the first problem; empty if there is none.</summary>
    public static string FindProblem(byte[] svg)
    {
        if (svg.Length >= MaxBytes)
        {
            return "too large";
        }

        XElement root;
        try
        {
            using var stream = new MemoryStream(svg);
            using var reader = XmlReader.Create(
                stream,
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            root = XDocument.Load(reader).Root!;
        }
        catch (XmlException)
        {
            return "not well-formed";
        }

        var attributes = root.DescendantsAndSelf().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration);
        var texts = attributes.Select(attribute => attribute.Value).Append(root.Value).ToList();
        return root.Name != Svg + "svg" ? "no drawing"
            : string.IsNullOrWhiteSpace(root.Element(Svg + "title")?.Value) ? "no title"
            : string.IsNullOrWhiteSpace(root.Element(Svg + "desc")?.Value) ? "no description"
            : root.DescendantsAndSelf().FirstOrDefault(one => !IsAllowed(one)) is { } element
                ? $"element {element.Name.LocalName}"
            : attributes.Any(one => one.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)) ? "script"
            : attributes.Any(one => one.Name.LocalName is "href" or "src") || texts.Exists(ExternalReference().IsMatch)
                ? "reference"
            : "";
    }

    private static bool IsAllowed(XElement element) =>
        element.Name.Namespace == Svg && AllowedElements.Contains(element.Name.LocalName);

    /// <summary>A part of the same drawing, url(#lens), is allowed.</summary>
    [GeneratedRegex(@"://|@import|\burl\(\s*(?!#)|\b(data|javascript):", RegexOptions.IgnoreCase)]
    private static partial Regex ExternalReference();
}
