using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Takes Strava's events. They are unsigned and hold no data, so an event is a hint to sync its runner, never a fact; only
/// Strava knows the address they come to.
/// </summary>
internal sealed class StravaEvents(AppSettings settings, Database database, SecretBox box, TimeProvider clock)
{
    /// <summary>An event has some two hundred bytes.</summary>
    public const int MostBytes = 16 * 1024;

    /// <summary>The last part of the address that Strava calls.</summary>
    public string Key => box.WordFor("the address of Strava's events");

    /// <summary>What Strava repeats when it asks whether the address is ours.</summary>
    public string VerifyToken => box.WordFor("the verify token of Strava's events");

    /// <summary>Where Strava sends events; null if the page has no address from outside.</summary>
    public Uri? Callback => settings.ActivitySync.PublicUrl is { } page ? StravaApi.Below(page, $"strava/{Key}") : null;

    /// <summary>Whether a call came to the address that only Strava knows.</summary>
    public bool IsOurs(string? key) => Same(key, Key);

    /// <summary>The answer to Strava's question whether the address is ours, as JSON; null if it is not asked rightly.</summary>
    public string? Handshake(string? mode, string? verifyToken, string? challenge) =>
        mode == "subscribe" && challenge is { Length: > 0 } && Same(verifyToken, VerifyToken)
            ? $$"""{"hub.challenge":"{{JsonEncodedText.Encode(challenge)}}"}"""
            : null;

    /// <summary>Notes the hint. What cannot be read, or is about nobody here, is passed over.</summary>
    public void Take(ReadOnlyMemory<byte> body)
    {
        string owner;
        try
        {
            using var document = JsonDocument.Parse(body);
            owner = document.RootElement.Id("owner_id");
        }
        catch (JsonException)
        {
            return;
        }

        if (owner.Length == 0) return;
        using var store = database.Open();
        if (Tokens.OwnerOf(store, StravaSource.StoreName, owner) is { } athleteId)
            SyncHints.Save(store, athleteId, StravaSource.StoreName, clock.GetUtcNow());
    }

    private static bool Same(string? given, string ours) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(ours));
}
