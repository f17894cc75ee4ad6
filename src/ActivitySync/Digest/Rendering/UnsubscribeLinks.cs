using System.Buffers.Text;
using System.Security.Cryptography;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The address on which an athlete unsubscribes without signing in: the public URL, the athlete's name, and a signature
/// that only this installation can create. It allows nothing else, contains no health data, and is valid as long as the
/// key file exists, since the mail may be old.
/// </summary>
internal sealed class UnsubscribeLinks(AppSettings settings, AthleteRoster roster, SecretProtector protector)
{
    /// <summary>The path below <c>ActivitySync:PublicUrl</c>, and on the daemon's own address.</summary>
    public const string Path = "unsubscribe";

    /// <summary>128 bits can't be guessed and keep the address on one line.</summary>
    private const int SignatureBytes = 16;

    /// <summary>Creates the address; returns null without a public URL.</summary>
    public Uri? Create(AthleteSettings athlete) =>
        settings.ActivitySync.PublicUrl is { } publicUrl
            ? new Uri($"{publicUrl.AbsoluteUri.TrimEnd('/')}/{Path}/{CreateToken(athlete)}")
            : null;

    /// <summary>Creates the last segment of the address.</summary>
    public string CreateToken(AthleteSettings athlete)
    {
        var signature = protector.Sign($"{Path} {athlete.Name}").AsSpan(0, SignatureBytes);
        return $"{athlete.Name}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>
    /// Finds the athlete of an address's last segment; null if the signature is invalid or the athlete was removed.
    /// </summary>
    /// <exception cref="OperationException">The database cannot be read.</exception>
    public AthleteSettings? FindAthlete(string? token) =>
        // A name has no dot.
        token?.IndexOf('.', StringComparison.Ordinal)
            is { } end
                and > 0
        && roster.Find(token[..end]) is { } athlete
        && CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(CreateToken(athlete)),
            System.Text.Encoding.UTF8.GetBytes(token)
        )
            ? athlete
            : null;
}
