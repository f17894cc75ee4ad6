using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Takes Strava's events. They are unsigned and hold no data, so an event is a hint to sync its runner, never a fact; only
/// Strava knows the address they come to.
/// </summary>
internal sealed class StravaEventReceiver(
    AppSettings settings,
    Database database,
    SecretProtector box,
    TimeProvider clock
)
{
    /// <summary>An event has some two hundred bytes.</summary>
    public const int MaxBodyBytes = 16 * 1024;

    /// <summary>The last part of the address that Strava calls.</summary>
    public string PathKey => box.DeriveToken("the address of Strava's events");

    /// <summary>What Strava repeats when it asks whether the address is ours.</summary>
    public string VerifyToken => box.DeriveToken("the verify token of Strava's events");

    /// <summary>Where Strava sends events; null if the page has no address from outside.</summary>
    public Uri? CallbackUrl =>
        settings.ActivitySync.PublicUrl is { } page ? StravaApiClient.BuildUri(page, $"strava/{PathKey}") : null;

    /// <summary>Whether a call came to the address that only Strava knows.</summary>
    public bool IsValidKey(string? key) => FixedTimeEquals(key, PathKey);

    /// <summary>The answer to Strava's question whether the address is ours, as JSON; null if it is not asked rightly.</summary>
    public string? AnswerChallenge(string? mode, string? verifyToken, string? challenge) =>
        mode == "subscribe" && challenge is { Length: > 0 } && FixedTimeEquals(verifyToken, VerifyToken)
            ? $$"""{"hub.challenge":"{{JsonEncodedText.Encode(challenge)}}"}"""
            : null;

    /// <summary>Notes the hint. What cannot be read, or is about nobody here, is passed over.</summary>
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
            SyncHintRepository.Save(connection, athleteId, StravaSource.StoreName, clock.GetUtcNow());
        }
    }

    private static bool FixedTimeEquals(string? given, string ours) =>
        given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(ours));
}
