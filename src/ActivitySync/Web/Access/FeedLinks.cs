using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Web.Access;

/// <summary>
/// Addresses of feeds that work without signing in, for everybody who has them. Each is signed with a random number of
/// the athlete, so that a new number ends it; it names nobody.
/// </summary>
internal sealed class FeedLinks(
    AppSettings settings,
    AthleteRoster roster,
    Database database,
    SecretProtector protector,
    TimeProvider clock
)
{
    /// <summary>128 bits can't be guessed.</summary>
    private const int SignatureBytes = 16;

    private static readonly int TokenLength = Base64Url.GetEncodedLength(SignatureBytes);

    /// <summary>The address of an athlete's feed, without its token for <see cref="FeedKind.State"/>.</summary>
    public Uri GetAddress(AthleteSettings athlete, FeedKind kind) =>
        new(
            PageAddress.Get(settings.ActivitySync).AbsoluteUri.TrimEnd('/')
                + (kind == FeedKind.Calendar ? $"/calendar/{GetToken(athlete, kind)}.ics" : "/api/state")
        );

    /// <summary>The token of an athlete's feed; the first call creates it.</summary>
    public string GetToken(AthleteSettings athlete, FeedKind kind)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var number = FeedLinkRepository.FindNumber(connection, athleteId, kind)
            ?? FeedLinkRepository.GetOrAdd(connection, athleteId, kind, CreateNumber());
        return Sign(athlete.Name, kind, number);
    }

    /// <summary>Invalidates a feed's token; the next call of <see cref="GetToken"/> returns a new one.</summary>
    public void Renew(AthleteSettings athlete, FeedKind kind)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        FeedLinkRepository.Replace(connection, athleteId, kind, CreateNumber());
    }

    /// <summary>Finds whose feed a token opens; null for any other text.</summary>
    public AthleteSettings? FindAthlete(string? token, FeedKind kind)
    {
        if (token?.Length != TokenLength)
        {
            return null;
        }

        using var connection = database.Open();
        var name = FeedLinkRepository
            .GetAll(connection, kind)
            .FirstOrDefault(link =>
                CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(Sign(link.Athlete, kind, link.Number)),
                    Encoding.UTF8.GetBytes(token)
                )
            )
            ?.Athlete;
        return name is null ? null : roster.Find(name);
    }

    private static long CreateNumber() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private string Sign(string athlete, FeedKind kind, long number) =>
        Base64Url.EncodeToString(
            protector
                .Sign(
                    string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"feed {EnumText.Format(kind)} {athlete} {number}"
                    )
                )
                .AsSpan(0, SignatureBytes)
        );
}
