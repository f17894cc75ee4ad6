using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Digest.Content;

namespace ActivitySync.Digest.Rendering;

/// <summary>The names inside a mail, all derived from runner, kind and period, so that writing it again gives the same bytes.</summary>
internal sealed record MailIdentity
{
    /// <summary>Characters of a boundary: enough that no content holds it by chance.</summary>
    private const int BoundaryLength = 24;

    /// <summary>Without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>Without angle brackets.</summary>
    public required string PictureId { get; init; }

    public required string ListId { get; init; }

    /// <param name="order">The mail.</param>
    /// <param name="domain">The sender's domain, in ASCII.</param>
    public static MailIdentity Create(MailRequest order, string domain)
    {
        var copy = order.Copy == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".copy{order.Copy}");
        var local = $"{order.Kind}.{order.Period}.{order.Athlete.Name}{copy}";
        return new MailIdentity
        {
            MessageId = $"{local}@{domain}",
            PictureId = $"week.{local}@{domain}",
            ListId = $"{order.Kind}.{order.Athlete.Name}.{domain}",
        };
    }

    /// <summary>The boundary of a part, by its name.</summary>
    public string GetBoundary(string part) =>
        "=_"
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{part} {MessageId}")))[..BoundaryLength];
}
