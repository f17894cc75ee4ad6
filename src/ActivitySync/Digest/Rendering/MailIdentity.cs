using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Data;
using ActivitySync.Digest.Content;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The ids in a mail, derived from athlete, kind and period, so that rendering it again gives the same bytes.
/// </summary>
internal sealed record MailIdentity
{
    /// <summary>The characters of a boundary: enough that no content contains it by chance.</summary>
    private const int BoundaryLength = 24;

    /// <summary>Without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>Without angle brackets.</summary>
    public required string PictureId { get; init; }

    public required string ListId { get; init; }

    /// <param name="request">The mail.</param>
    /// <param name="domain">The sender's domain, in ASCII.</param>
    public static MailIdentity Create(MailRequest request, string domain)
    {
        var (kind, name) = (request.Kind.ToStoredText(), request.Athlete.Name);
        var copyNumber = request.Period.CopyNumber;
        var copy = copyNumber == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".copy{copyNumber}");
        var local = $"{kind}.{request.Period.Original}.{name}{copy}";
        return new MailIdentity
        {
            MessageId = $"{local}@{domain}",
            PictureId = $"week.{local}@{domain}",
            ListId = $"{kind}.{name}.{domain}",
        };
    }

    /// <summary>Returns the boundary of a part.</summary>
    public string GetBoundary(string part) =>
        "=_"
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{part} {MessageId}")))[..BoundaryLength];
}
