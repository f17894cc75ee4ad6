using System.Buffers.Text;
using System.Security.Cryptography;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The address at which a runner ends the mails without a login: the public page's, the runner's name, and a signature that
/// only this installation can make. It allows nothing else, says nothing of anybody's health, and is good for as long as the
/// key file is: a mail may be old.
/// </summary>
internal sealed class UnsubscribeLinks(AppSettings settings, SecretProtector box)
{
    /// <summary>Behind <c>ActivitySync:PublicUrl</c>, and on the daemon's own address.</summary>
    public const string Path = "unsubscribe";

    /// <summary>128 bits are more than anybody guesses, and keep the address on one line.</summary>
    private const int SignatureBytes = 16;

    /// <summary>Null where no address is set that reaches the page from outside.</summary>
    public Uri? Create(AthleteSettings athlete) =>
        settings.ActivitySync.PublicUrl is { } page
            ? new Uri($"{page.AbsoluteUri.TrimEnd('/')}/{Path}/{CreateToken(athlete)}")
            : null;

    /// <summary>The last part of the address.</summary>
    public string CreateToken(AthleteSettings athlete) =>
        $"{athlete.Name}.{Base64Url.EncodeToString(box.Sign($"{Path} {athlete.Name}").AsSpan(0, SignatureBytes))}";

    /// <summary>Whose address that is; null if it was not made here, or its runner is no more.</summary>
    public AthleteSettings? FindAthlete(string? token) =>
        token is null
            ? null
            : settings.Athletes.FirstOrDefault(athlete =>
                CryptographicOperations.FixedTimeEquals(
                    System.Text.Encoding.UTF8.GetBytes(CreateToken(athlete)),
                    System.Text.Encoding.UTF8.GetBytes(token)
                )
            );
}
