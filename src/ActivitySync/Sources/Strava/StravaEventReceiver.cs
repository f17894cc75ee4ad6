using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Receives Strava's events. They are unsigned and contain no data, so an event is a hint to sync its athlete, never a
/// fact. Only Strava knows the URL that receives them.
/// </summary>
internal sealed class StravaEventReceiver(
    AppSettings settings,
    Database database,
    SecretProtector box,
    Leases leases,
    TimeProvider clock
)
{
    /// <summary>The max size of a body; an event has about 200 bytes.</summary>
    public const int MaxBodyBytes = 16 * 1024;

    /// <summary>The last path segment of the URL that Strava calls.</summary>
    public string PathKey => box.DeriveToken("the address of Strava's events");

    /// <summary>The token that Strava repeats when it verifies the callback URL.</summary>
    public string VerifyToken => box.DeriveToken("the verify token of Strava's events");

    /// <summary>The URL that Strava sends events to; null if no public URL is set.</summary>
    public Uri? CallbackUrl =>
        settings.ActivitySync.PublicUrl is { } page ? StravaApiClient.BuildUri(page, $"strava/{PathKey}") : null;

    /// <summary>Whether an address that Strava sends events to is this installation's, at any public URL.</summary>
    public bool IsOwnCallback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsValidKey(uri.Segments[^1]);

    /// <summary>Whether a request used the secret path segment that only Strava knows.</summary>
    public bool IsValidKey(string? key) => FixedTimeEquals(key, PathKey);

    /// <summary>Returns the JSON response to Strava's callback verification; null if the request is invalid.</summary>
    public string? AnswerChallenge(string? mode, string? verifyToken, string? challenge) =>
        mode == "subscribe" && challenge is { Length: > 0 } && FixedTimeEquals(verifyToken, VerifyToken)
            ? $$"""{"hub.challenge":"{{JsonEncodedText.Encode(challenge)}}"}"""
            : null;

    /// <summary>Saves a sync hint. Ignores an unreadable event or an event about an unknown athlete.</summary>
    public void Receive(ReadOnlyMemory<byte> body)
    {
        string owner;
        try
        {
            using var document = JsonDocument.Parse(body);
            owner = document.RootElement.GetIdOrEmpty("owner_id");
        }
        catch (JsonException)
        {
            return;
        }

        if (owner.Length == 0)
        {
            return;
        }

        using var connection = database.Open();
        if (TokenRepository.FindAthleteId(connection, StravaSource.StoreName, owner) is { } athleteId)
        {
            var now = leases.ToDatabaseTime(clock.GetUtcNow());
            SyncHintRepository.Save(connection, athleteId, StravaSource.StoreName, now);
        }
    }

    private static bool FixedTimeEquals(string? given, string ours) =>
        given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(ours));
}
