using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Web.Access;

/// <summary>
/// Links that sign an athlete in: single-use, for some minutes. They are sent by email or printed on the terminal.
/// </summary>
internal sealed class SignInLinks(AppSettings settings, AthleteRoster roster, Database database, TimeProvider clock)
{
    /// <summary>The path of the links.</summary>
    public const string Path = "/signin";

    /// <summary>The field with the page that comes after signing in.</summary>
    public const string BackField = "back";

    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Creates a link for an athlete.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="back">The path of the page that comes after signing in; empty for the week.</param>
    public Uri Create(AthleteSettings athlete, string back = "")
    {
        var token = SecretToken.Create();
        var now = clock.GetUtcNow();
        using var connection = database.Open();
        SignInLinkRepository.RemoveExpired(connection, now);
        SignInLinkRepository.Add(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            SecretToken.Hash(token),
            now + Lifetime
        );
        var query = back.Length == 0 ? "" : $"?{BackField}={Uri.EscapeDataString(back)}";
        return new Uri($"{PageAddress.Get(settings.ActivitySync).AbsoluteUri.TrimEnd('/')}{Path}/{token}{query}");
    }

    /// <summary>Finds whom a link signs in. Doesn't use it up.</summary>
    public (AthleteSettings? Athlete, bool IsUsed) Find(string? token)
    {
        if (!SecretToken.IsPlausible(token))
        {
            return (null, false);
        }

        using var connection = database.Open();
        return
            SignInLinkRepository.Find(connection, SecretToken.Hash(token!), clock.GetUtcNow()) is { } link
            && roster.Find(link.Athlete) is { } athlete
            ? (athlete, link.IsUsed != 0)
            : (null, false);
    }

    /// <summary>Uses a link up; null if it was used before, has expired or is unknown.</summary>
    public AthleteSettings? Use(string? token)
    {
        if (Find(token) is not { Athlete: { } athlete, IsUsed: false })
        {
            return null;
        }

        using var connection = database.Open();
        return SignInLinkRepository.Use(connection, SecretToken.Hash(token!), clock.GetUtcNow()) ? athlete : null;
    }
}

/// <summary>Random tokens that are stored as their hash.</summary>
internal static class SecretToken
{
    private const int Bytes = 32;

    /// <summary>The characters of a token.</summary>
    private static readonly int Length = Base64Url.GetEncodedLength(Bytes);

    /// <summary>Creates a token of 256 random bits, for an address or a cookie.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The SHA-256 of a token, as it is stored.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether a text has the length of a token, so that it is worth a look in the database.</summary>
    public static bool IsPlausible(string? text) => text?.Length == Length;
}

/// <summary>The address of the page, for links that are printed or sent.</summary>
internal static class PageAddress
{
    /// <summary>
    /// <c>PublicUrl</c>, else the address the page listens on; "all addresses" becomes this machine's name.
    /// </summary>
    public static Uri Get(DaemonSettings settings)
    {
        if (settings.PublicUrl is { } publicUrl)
        {
            return publicUrl;
        }

        var listen = DaemonSettings.ParseListenAddress(settings.Listen) ?? new Uri("http://127.0.0.1:8787");
        var host = listen.Host switch
        {
            "any" or "0.0.0.0" or "[::]" => Environment.MachineName.ToLowerInvariant(),
            var named => named,
        };
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{listen.Scheme}://{host}:{listen.Port}/"));
    }
}
