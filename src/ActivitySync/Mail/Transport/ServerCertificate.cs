using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActivitySync.Configuration;

namespace ActivitySync.Mail.Transport;

/// <summary>What a mail server's certificate says, and what is wrong with it, for a person to read.</summary>
/// <param name="Names">The names it is good for, as it says.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="ValidFrom">Not before.</param>
/// <param name="ValidUntil">Not after.</param>
/// <param name="Errors">What the handshake held against it; none for a trusted one.</param>
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

    /// <summary>For whom, by whom, until when.</summary>
    public string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"certificate for {NamesText}, signed by {Issuer}, good until {ValidUntil:yyyy-MM-dd}"
        );

    private string NamesText =>
        string.Join(", ", Names.Take(MaxNames))
        + (
            Names.Count > MaxNames
                ? string.Create(CultureInfo.InvariantCulture, $" and {Names.Count - MaxNames} more")
                : ""
        );

    /// <summary>What is wrong with it and how to mend it; the setting's name is the caller's.</summary>
    public string GetProblem(DateTimeOffset now) =>
        this switch
        {
            _ when now > ValidUntil => string.Create(
                CultureInfo.InvariantCulture,
                $"its certificate ended on {ValidUntil:yyyy-MM-dd}; its operator has to renew it (or this machine's clock is wrong)."
            ),
            _ when now < ValidFrom => string.Create(
                CultureInfo.InvariantCulture,
                $"its certificate begins on {ValidFrom:yyyy-MM-dd}; this machine's clock is wrong."
            ),
            { Errors: var errors } when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) =>
                $"its certificate is for {NamesText}, not for this name; set Mail:Smtp:Host to the name in the certificate.",
            _ =>
                $"its certificate is signed by {Issuer}, whom this machine does not trust; add that authority to the system's store (or name its file in SSL_CERT_FILE).",
        };
}
