using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActivitySync.Configuration;

namespace ActivitySync.Mail.Transport;

/// <summary>A mail server's certificate and what is wrong with it, for messages.</summary>
/// <param name="Names">The host names it is valid for.</param>
/// <param name="Issuer">The name of the authority that signed it.</param>
/// <param name="ValidFrom">The start of its validity.</param>
/// <param name="ValidUntil">The end of its validity.</param>
/// <param name="Errors">The errors of the handshake; none for a trusted certificate.</param>
internal sealed record ServerCertificate(
    IReadOnlyList<string> Names,
    string Issuer,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidUntil,
    SslPolicyErrors Errors
)
{
    private const int MaxNames = 3;
    private const int MaxNameLength = 80;

    public static ServerCertificate From(X509Certificate2 certificate, SslPolicyErrors errors)
    {
        var names = certificate
            .Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(names => names.EnumerateDnsNames())
            .ToList();
        if (names.Count == 0)
        {
            names.Add(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        }

        return new ServerCertificate(
            [.. names.Select(name => TerminalText.Sanitize(name, MaxNameLength))],
            TerminalText.Sanitize(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true), MaxNameLength),
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime(),
            errors
        );
    }

    /// <summary>Names, issuer and end of validity in one line.</summary>
    public string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"certificate for {NamesText}, signed by {Issuer}, valid until {ValidUntil:yyyy-MM-dd}"
        );

    private string NamesText =>
        string.Join(", ", Names.Take(MaxNames))
        + (
            Names.Count > MaxNames
                ? string.Create(CultureInfo.InvariantCulture, $" and {Names.Count - MaxNames} more")
                : ""
        );

    /// <summary>Describes what is wrong with an untrusted certificate and how to fix it.</summary>
    public string GetProblem(DateTimeOffset now) =>
        this switch
        {
            _ when now > ValidUntil => string.Create(
                CultureInfo.InvariantCulture,
                $"its certificate expired on {ValidUntil:yyyy-MM-dd}. "
                    + $"Check this machine's clock; if it is right, the server's operator has to renew the certificate."
            ),
            _ when now < ValidFrom => string.Create(
                CultureInfo.InvariantCulture,
                $"its certificate is not valid before {ValidFrom:yyyy-MM-dd}. Check this machine's clock."
            ),
            { Errors: var errors } when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) =>
                $"its certificate is for {NamesText}, not for this name. "
                    + "Set Mail:Smtp:Host to a name in the certificate.",
            _ => $"its certificate is signed by {Issuer}, which this machine does not trust. "
                + "Add that authority to the system's certificate store, or set SSL_CERT_FILE to its file.",
        };
}
